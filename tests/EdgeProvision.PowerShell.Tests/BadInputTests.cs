using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Bad input at the module's door: the error says what, where and what to do, has an id that scripts can rely on, and nothing was made or charged.</summary>
public sealed class BadInputTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new(isSandbox: false);
    private readonly ModuleSession _session = new();
    private readonly int _sshPort = ClosedPort();

    /// <summary>The mistake as a replacement in a good descriptor; its place, its code and a word that the message must have.</summary>
    public static TheoryData<string, string, string, string, string> Mistakes => new()
    {
        { "name: edge", "name: [edge", @":\d+:\d+", "SyntaxError", "bracket" },
        { "name: edge", "name: edge\nplaybok: default", ":2:1", "UnknownKey", "Did you mean playbook?" },
        { "hosts:", "hosts: 5\nunused:", @":\d+:\d+", "WrongType", "hosts must be a list of maps; here stands '5'." },
        { "name: edge", "name: edge\nplaybook: default\nplaybook: static_vxlan", ":3:1", "DuplicateKey", "it stands first in line 2" },
        { "name: edge", "name: edge\nextends: edge.yaml", @":2:\d+", "ExtendsCycle", "edge.yaml → edge.yaml" },
        { "driver: packet", "driver: pakcet", @":\d+:\d+", "UnknownDriver", "Did you mean packet?" },
        { "name: edge", "name: edge\nplaybook: defualt", @":2:\d+", "UnknownPlaybook", "Did you mean default?" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task DescriptorWithAMistake_NamesPlaceAndWayOutAndMakesNothing(string good, string bad, string place, string code, string word)
    {
        await ConnectAsync();
        var path = Write(good, bad);

        var error = await _session.CatchAsync($"New-EdgeProvision '{path}'");
        var planned = await _session.CatchAsync($"Get-EdgeProvisionPlan '{path}'");
        var tested = await _session.RunAsync($"Test-EdgeDescriptor '{path}'");

        Assert.Equal("DescriptorInvalid,EdgeProvision.PowerShell.Commands.NewEdgeProvisionCommand", error.FullyQualifiedErrorId);
        Assert.Equal("DescriptorInvalid,EdgeProvision.PowerShell.Commands.GetEdgeProvisionPlanCommand", planned.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.InvalidArgument, path), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Matches($"(?m)^{Regex.Escape(path)}{place}: error {code}: ", error.Exception.Message);
        Assert.Contains(word, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("Correct the descriptor and run the command again. Nothing has been changed.", error.ErrorDetails.RecommendedAction);
        Assert.Contains(code, tested.ErrorIds);
        Assert.Equal(false, Assert.Single(tested.Output).BaseObject);
        _world.AssertNothingMade();
    }

    [Fact]
    public async Task DescriptorThatDoesNotExist_IsNamedInFull()
    {
        await ConnectAsync();
        (await _session.RunAsync($"$null = $ExecutionContext.SessionState.Path.SetLocation('{_world.Folder}')")).Succeeded();

        var error = await _session.CatchAsync("New-EdgeProvision ./none.yaml");

        Assert.Equal("DescriptorInvalid,EdgeProvision.PowerShell.Commands.NewEdgeProvisionCommand", error.FullyQualifiedErrorId);
        Assert.Contains($"error FileNotFound: The file '{_world.Folder}/none.yaml' does not exist. Check the path.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["FileNotFound"], (await _session.RunAsync("Test-EdgeDescriptor ./none.yaml")).ErrorIds);
        _world.AssertNothingMade();
    }

    [Fact]
    public async Task DriverThatIsNearlyAnother_IsToldOnce()
    {
        await ConnectAsync();
        var path = Write("vm_mad: kvm", "vm_mad: kvn");

        var result = await _session.RunAsync($"try {{ New-EdgeProvision '{path}' }} catch {{ $_ }}");

        var error = Assert.IsType<ErrorRecord>(Assert.Single(result.Output).BaseObject);
        Assert.Contains("error DriverNotConfigured: vm_mad is 'kvn'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean kvm?", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Warnings, w => w.Contains("kvn", StringComparison.Ordinal));
        _world.AssertNothingMade();
    }

    [Fact]
    public async Task MaskedToken_ThatStandsNowhere_NamesAllPlaces()
    {
        var error = await FailAsync("packet_token: token", "packet_token: \"****\"");

        AssertError(error, "ProviderTokenMissing", ErrorCategory.InvalidArgument, @"edge\.yaml:\d+:\d+\) is masked.*PACKET_TOKEN is not set", "Set PACKET_TOKEN in the environment, or write packet_token into the descriptor.");
    }

    [Fact]
    public async Task WrongToken_IsNamedByItsPlaceAndNotShown()
    {
        await ConnectAsync();
        var path = Write("packet_token: token", "packet_token: wrong-secret");

        var error = await _session.CatchAsync($"New-EdgeProvision '{path}'");
        var traced = await _session.RunAsync($"New-EdgeProvision '{path}' -Debug -Verbose -ErrorAction SilentlyContinue");

        AssertError(error, "ProviderTokenRefused", ErrorCategory.PermissionDenied, $@"{Regex.Escape(_world.PacketEndpoint)}.*401.*packet_token of the descriptor \({Regex.Escape(path)}:\d+:\d+\)", "Give a valid token");
        Assert.DoesNotContain("wrong-secret", error.Exception.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(traced.Debug);
        Assert.DoesNotContain(traced.Debug.Concat(traced.Verbose), line => line.Contains("wrong-secret", StringComparison.Ordinal));
        _world.AssertNothingMade();
    }

    [Fact]
    public async Task FrontEndDown_IsNamedWithItsAddressAndWhatToCheck()
    {
        var connect = _world.Connect;
        var endpoint = _world.Endpoint;
        await ConnectAsync();
        await _world.DisposeFrontEndAsync();

        AssertError(await _session.CatchAsync($"New-EdgeProvision '{Write("name: edge", "name: edge")}'"), "FrontEndUnreachable", ErrorCategory.ConnectionError, Regex.Escape(endpoint), "systemctl status opennebula");
        AssertError(await _session.CatchAsync(connect), "FrontEndUnreachable", ErrorCategory.ConnectionError, Regex.Escape(endpoint), "systemctl status opennebula", "ConnectEdgeCloudCommand");
        _world.AssertNothingMade();
    }

    [Fact]
    public async Task WrongCredentials_AreRefusedAndNotShown()
    {
        var error = await _session.CatchAsync(_world.Connect.Replace("'opennebula'", "'wrong-password'", StringComparison.Ordinal));

        AssertError(error, "FrontEndCredentialsRefused", ErrorCategory.PermissionDenied, Regex.Escape(_world.Endpoint), "ONE_AUTH", "ConnectEdgeCloudCommand");
        Assert.DoesNotContain("wrong-password", error.Exception.ToString(), StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-EdgeCloud")).Succeeded().Output);
        _world.AssertNothingMade();
    }

    [Fact]
    public async Task UnreadableKey_IsNamedByItsPathAndWhereItStands()
    {
        var error = await FailAsync("/key\n", "/no-such-key\n");

        AssertError(error, "SshKeyUnreadable", ErrorCategory.InvalidArgument, Regex.Escape($"{_world.Folder}/no-such-key, named by the descriptor's private_key"), "connection.private_key");
    }

    [Fact]
    public async Task HostThatNeverAnswers_IsKeptAndBothWaysOnAreNamed()
    {
        await ConnectAsync();
        var path = Write("name: edge", "name: edge");

        var result = await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1");

        var host = Assert.IsType<Provision>(Assert.Single(result.Output).BaseObject).Hosts[0];
        AssertError(Assert.Single(result.Errors), "HostUnreachable", ErrorCategory.OperationTimeout, Regex.Escape($"{host.Address}:{_sshPort} did not answer by SSH"), $"TCP port {_sshPort}");
        Assert.Equal(host, Assert.Single(result.Errors).TargetObject);
        AssertKept(result, host, $"New-EdgeProvision '{path}'", "Remove-EdgeProvision edge");
        Assert.Single(_world.World.PacketEmulator.Ledger.Entries);
        (await _session.RunAsync("Remove-EdgeProvision edge -Confirm:$false")).Succeeded();
        Assert.Empty(_world.Room.List());
    }

    [Fact]
    public async Task HostWhoseKeyHasChanged_IsRefusedKeptAndBothWaysOnAreNamed()
    {
        await ConnectAsync();
        var path = Write("name: edge", "name: edge");
        await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1");
        var host = (EdgeHost)(await _session.RunAsync("Get-EdgeHost")).Single.BaseObject;
        await _world.UpdateHostAsync(host.Id, "EDGE_SSH_HOSTKEY=\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG/DG/l0wYfcgFLG+Ql6hpqGKPVaMc4O9ih7h6labDC8\"");
        await using var other = await StrangeSshd.StartAsync(host.Address!, _sshPort);

        var created = await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 60");
        var configured = await _session.RunAsync("Invoke-EdgeHostConfiguration edge-node1 -SshTimeoutSec 60");
        var asked = await _session.RunAsync("Invoke-EdgeHostCommand uptime edge-node1");

        foreach (var result in new[] { created, configured, asked })
        {
            var error = Assert.Single(result.Errors);
            Assert.StartsWith("HostKeyChanged,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
            Assert.Matches($@"^The SSH host key of {Regex.Escape(host.Address!)}:{_sshPort} has changed: expected ssh-ed25519 SHA256:\S+, found ssh-ed25519 SHA256:\S+\. Nothing was sent to it\.$", error.Exception.Message);
            Assert.Contains("EDGE_SSH_HOSTKEY", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }

        AssertKept(created, host, $"New-EdgeProvision '{path}'", "Remove-EdgeProvision edge");
        AssertKept(configured, host, $"Invoke-EdgeHostConfiguration -Id {host.Id}", $"Remove-EdgeHost -Id {host.Id}");
        Assert.Single(_world.World.PacketEmulator.Ledger.Entries);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private static void AssertError(ErrorRecord error, string code, ErrorCategory category, string message, string action, string cmdlet = "NewEdgeProvisionCommand")
    {
        Assert.Equal($"{code},EdgeProvision.PowerShell.Commands.{cmdlet}", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Matches(message, error.Exception.Message);
        Assert.Contains(action, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    /// <summary>What is told of a failed host beside its error.</summary>
    private static void AssertKept(SessionResult result, EdgeHost host, string goOn, string remove)
    {
        var kept = Assert.Single(result.Warnings, w => w.StartsWith("What stands is kept", StringComparison.Ordinal));
        Assert.Contains($"host {host.Id} (edge-node1) with machine {host.DeviceId} at packet", kept, StringComparison.Ordinal);
        Assert.Contains($"Continue with: {goOn} ", kept, StringComparison.Ordinal);
        Assert.Contains($"Remove it with: {remove} ", kept, StringComparison.Ordinal);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>How making the provision of such a descriptor ends; nothing may have come of it.</summary>
    private async Task<ErrorRecord> FailAsync(string good, string bad)
    {
        await ConnectAsync();
        var error = await _session.CatchAsync($"New-EdgeProvision '{Write(good, bad)}'");
        _world.AssertNothingMade();
        return error;
    }

    private string Write(string good, string bad)
    {
        var text = Descriptors.Complete(_world, _sshPort);
        var at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, good);
        return _world.Descriptor("edge", text[..at] + bad + text[(at + good.Length)..]);
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
