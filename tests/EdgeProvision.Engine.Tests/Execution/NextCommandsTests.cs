using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution;

public sealed class NextCommandsTests
{
    private static readonly EdgeException s_error = new("X", ErrorKind.Timeout, "No answer.");

    [Fact]
    public void AfterFailure_OfACreate_NamesWhatIsKeptAndBothWaysOn() => Assert.Equal(
        "What stands is kept, and what is rented costs money: host 4 (node4) with machine dev-4 at packet. "
        + "Continue with: New-EdgeProvision 'e.yaml' (oneprovision create e.yaml). Remove it with: Remove-EdgeProvision edge (oneprovision delete edge)",
        NextCommands.AfterFailure(new CreateRequest("e.yaml"), Edge(4, 5, 6), [Of(4), Of(5)], [4, 5]));

    [Fact]
    public void AfterFailure_OfAConfiguration_NamesTheHostsThatFailed() => Assert.EndsWith(
        "Continue with: Invoke-EdgeProvisionConfiguration edge (oneprovision configure edge). Remove it with: Remove-EdgeHost -Id 5 (oneprovision host delete 5)",
        NextCommands.AfterFailure(new ConfigureRequest("edge"), Edge(4, 5), [Of(5)], [5]), StringComparison.Ordinal);

    [Fact]
    public void AfterFailure_OfSingleHosts_ContinuesWithThoseThatAreLeft() => Assert.Contains(
        "Continue with: Invoke-EdgeHostConfiguration -Id 5 -Reapply (oneprovision host configure 5 --force).",
        NextCommands.AfterFailure(new ConfigureRequest("edge") { HostIds = [4, 5], Reapply = true }, Edge(4, 5), [Of(5)], [5]), StringComparison.Ordinal);

    [Theory]
    [InlineData(PowerChange.Stop, "Stop-EdgeHost -Id 4,5 (oneprovision host poweroff 4,5)")]
    [InlineData(PowerChange.Start, "Start-EdgeHost -Id 4,5 (oneprovision host resume 4,5)")]
    [InlineData(PowerChange.Restart, "Restart-EdgeHost -Id 4,5 (oneprovision host reboot 4,5)")]
    [InlineData(PowerChange.Reset, "Restart-EdgeHost -Id 4,5 -Hard (oneprovision host reboot 4,5 --hard)")]
    public void Continue_OfAPowerChange_NamesTheHosts(PowerChange change, string command) => Assert.Equal(command, NextCommands.Continue(new PowerRequest("edge", [4, 5], change), "edge"));

    [Fact]
    public void AfterFailure_OfARemoval_OffersNoOtherRemoval()
    {
        Assert.EndsWith("Continue with: Remove-EdgeProvision edge (oneprovision delete edge)", NextCommands.AfterFailure(new DeleteRequest("edge"), Edge(4), [Of(4)], [4]), StringComparison.Ordinal);
        Assert.EndsWith("Continue with: Remove-EdgeHost -Id 4 (oneprovision host delete 4)", NextCommands.AfterFailure(new DeleteHostsRequest("edge", [4]), Edge(4), [Of(4)], [4]), StringComparison.Ordinal);
    }

    [Fact]
    public void AfterFailure_OfSomethingElseThanAHost_ClaimsNoMachine() => Assert.StartsWith(
        "What stands is kept. Continue with:", NextCommands.AfterFailure(new CreateRequest("e.yaml"), Edge(4), [new StepFailure("network/a", "a", null, s_error)], []), StringComparison.Ordinal);

    [Fact]
    public void AfterFailure_OfAMachineThatStandsAlready_ClaimsNoCost()
    {
        var edge = Edge(4);

        Assert.StartsWith(
            "What stands is kept. Continue with:",
            NextCommands.AfterFailure(new CreateRequest("e.yaml"), edge with { Hosts = [edge.Hosts[0] with { Driver = "onprem" }] }, [Of(4)], [4]), StringComparison.Ordinal);
    }

    [Fact]
    public void AfterFailure_OfARestart_RestartsNoHostThatWasRestarted() => Assert.EndsWith(
        "Continue with: Restart-EdgeHost -Id 6 -Hard -Wait (oneprovision host reboot 6 --hard --wait). Remove it with: Remove-EdgeHost -Id 6 (oneprovision host delete 6)",
        NextCommands.AfterFailure(new PowerRequest("edge", [4, 6], PowerChange.Reset) { Wait = new PowerWait(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1)) }, Edge(4, 6), [Of(6)], [6]),
        StringComparison.Ordinal);

    [Fact]
    public void AfterFailure_OfAHostWithoutAMachine_ClaimsNoCostAndRepeatsNothingThatCannotWork()
    {
        Assert.Equal(
            "What stands is kept. Remove the host without a machine with: Remove-EdgeHost -Id 4 (oneprovision host delete 4).",
            NextCommands.AfterFailure(new PowerRequest("edge", [4, 5], PowerChange.Stop), Edge(4, 5), [Gone(4)], [4]));
        Assert.Equal(
            "What stands is kept. Remove the host without a machine with: Remove-EdgeHost -Id 4 (oneprovision host delete 4). Then continue with: New-EdgeProvision 'e.yaml' (oneprovision create e.yaml)",
            NextCommands.AfterFailure(new CreateRequest("e.yaml"), Edge(4, 5), [Gone(4)], [4]));
    }

    [Fact]
    public void AfterFailure_OfSomethingInUse_DoesNotOfferWhatWasJustRefused() => Assert.Contains(
        "When nothing uses it any more, continue with: Remove-EdgeHost -Id 4 (oneprovision host delete 4)",
        NextCommands.AfterFailure(new DeleteHostsRequest("edge", [4]), Edge(4), [new StepFailure("contents", "edge", null, new EdgeException("ProvisionInUse", ErrorKind.ResourceBusy, "In use."))], [4]),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("my edge", "Remove-EdgeProvision 'my edge' -Cleanup (oneprovision delete 'my edge' --cleanup)")]
    [InlineData("o'neil", "Remove-EdgeProvision 'o''neil' -Cleanup (oneprovision delete 'o'\\''neil' --cleanup)")]
    [InlineData("a[1]", "Remove-EdgeProvision 'a`[1`]' -Cleanup (oneprovision delete 'a[1]' --cleanup)")]
    [InlineData("-f", "Remove-EdgeProvision '-f' -Cleanup (oneprovision delete '-f' --cleanup)")]
    public void Continue_NameWithSpecialCharacters_IsQuotedForBothShells(string name, string command) =>
        Assert.Equal(command, NextCommands.Continue(new DeleteRequest(name) { RemoveContents = true }, name));

    [Fact]
    public void Continue_PathWithABlankAndAnApostrophe_CanBeTyped() => Assert.Equal(
        "New-EdgeProvision '/a b/it''s.yaml' (oneprovision create '/a b/it'\\''s.yaml')", NextCommands.Continue(new CreateRequest("/a b/it's.yaml"), "edge"));

    private static StepFailure Gone(int host) => new($"host/node{host}/stop", $"node{host}", host, VanishedDevice.Of($"dev-{host}", $"node{host}"));

    private static StepFailure Of(int host) => new($"host/node{host}/configure", $"node{host}", host, s_error);

    private static Provision Edge(params int[] hosts) => new()
    {
        Id = "id", Name = "edge", State = ProvisionState.Error, ConfigurationStatus = "error", Clusters = [], Networks = [], Datastores = [],
        Hosts = [.. hosts.Select(id => new EdgeHost
        {
            Id = id, Name = $"198.51.100.{id}", Hostname = $"node{id}", State = EdgeHostState.Error, Provision = "edge", ProvisionId = "id", Driver = "packet", FrontEndState = "off",
            DeviceId = id == 5 ? null : $"dev-{id}",
        })],
    };
}
