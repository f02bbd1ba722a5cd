using System.Diagnostics;
using System.Management.Automation;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Completion of what providers offer: soon, without questions, without errors.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class OfferCompletionTests : IAsyncDisposable
{
    private readonly UserEnvironment _user = new();
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task OffersOfASandbox_AreCompletedWithWhatTheyAre()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        (await _session.RunAsync("$null = Get-EdgeLocation; $null = Get-EdgeHardware; $null = Get-EdgeImage")).Succeeded();

        Assert.Equal(["am", "am6", "ams1"], Complete("Get-EdgeLocation a"));
        Assert.Equal(["c2.medium.x86", "c3.medium.x86", "c3.small.x86"], Complete("Get-EdgeHardware c"));
        Assert.Equal(["nrt1", "ny", "ny5"], Complete("Get-EdgeHardware -Location n"));
        Assert.Equal(["debian_10", "debian_11", "debian_12", "debian_9"], Complete("Get-EdgeImage deb"));
        Assert.Equal(["baremetal_0", "baremetal_1", "baremetal_2"], Complete("Get-EdgeImage -Hardware b"));
        Assert.Equal(["packet"], Complete("Get-EdgeLocation -Provider "));
        Assert.Equal(["packet"], Complete("Get-EdgeProvider "));
        Assert.DoesNotContain("ams1", Complete("Get-EdgeLocation -Provider other -Name a"));
        Assert.Contains("0.07 USD/h", Matches("Get-EdgeHardware baremetal_0").Single().ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_ThatNobodyHasLookedAt_AreThereWithinAMomentOrTheNextTime()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();

        for (var attempt = 0; attempt < 300 && Complete("Get-EdgeLocation ams").Count == 0; attempt++)
            await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.Equal(["ams1"], Complete("Get-EdgeLocation ams"));
    }

    [Fact]
    public async Task Offers_WhenTheProviderHangsOrIsGone_AreAnsweredInAMoment()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        Complete("Get-EdgeLocation zz");
        for (var n = 0; n < 100; n++)
            _world.World.Board.Arm(new HoldOrder { Match = new CallMatch { Service = "packet" } });
        var hanging = Fastest("Get-EdgeImage zz");
        _world.World.Board.ReleaseAll();
        await _world.DisposeServersAsync();
        var gone = Fastest("Get-EdgeHardware zz");

        // The product itself looks for 150 ms; a call that is not answered is given up after a minute.
        Assert.InRange(hanging, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.InRange(gone, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task RegisteredProviders_AreCompletedWithoutAskingForTheirCredentials()
    {
        (await _session.RunAsync($"Register-EdgeProvider ams packet {_world.PacketEndpoint} -Project {LoopbackWorld.Project} -CredentialSource prompt")).Succeeded();
        (await _session.RunAsync($"Register-EdgeProvider nyc packet {_world.PacketEndpoint} -Project {LoopbackWorld.Project} -CredentialSource secret:X")).Succeeded();

        Assert.Equal(["ams", "nyc"], Complete("Get-EdgeProvider "));
        Assert.Equal(["nyc"], Complete("Unregister-EdgeProvider n"));
        Assert.Equal(["ams"], Complete("New-EdgeProvision x.yaml -Provider a"));
        Assert.Equal(["ams", "nyc"], Complete("Get-EdgeHardware -Provider "));
        Assert.DoesNotContain("am6", Complete("Get-EdgeLocation a"));
        Assert.Equal("", _session.Host.Screen.Text);
    }

    [Fact]
    public async Task AFrontEndThatIsNotConnected_MayBeASandbox_SoNoProviderIsAsked()
    {
        _user.Set("PACKET_ENDPOINT", _world.PacketEndpoint);
        _user.Set("PACKET_TOKEN", LoopbackWorld.Token);
        _user.Set("PACKET_PROJECT", LoopbackWorld.Project);
        _user.Set("ONE_AUTH", _world.Descriptor("login", "oneadmin:opennebula\n"));

        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.DoesNotContain("ams1", Complete("Get-EdgeLocation ams"));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["packet"], Complete("Get-EdgeProvider "));
    }

    [Fact]
    public async Task DamagedRegistry_OffersNothingAndDoesNotFail()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_user.Registry)!);
        await File.WriteAllTextAsync(_user.Registry, "{", TestContext.Current.CancellationToken);

        Assert.DoesNotContain("packet", Complete("Get-EdgeProvider p"));
        Assert.DoesNotContain("packet", Complete("Unregister-EdgeProvider p"));
        Assert.DoesNotContain("am", Complete("Get-EdgeLocation a"));
    }

    [Fact]
    public void Words_ThatAreKnownAnyway_AreCompleted()
    {
        Assert.Equal(["packet", "ec2"], Complete("Register-EdgeProvider a "));
        Assert.Equal(["env:PACKET_TOKEN"], Complete("Register-EdgeProvider a packet https://x -CredentialSource e"));
        Assert.Equal(["default"], Complete("Get-EdgePlaybook d"));
        Assert.Equal(["dummy", "ec2", "onprem", "packet"], Complete("Get-EdgeProvider -Driver ").Order());
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
        _user.Dispose();
    }

    /// <summary>The fastest of a few: the rest is this machine's other work.</summary>
    private TimeSpan Fastest(string text) => Enumerable.Range(0, 5).Min(_ =>
    {
        var clock = Stopwatch.StartNew();
        Complete(text);
        return clock.Elapsed;
    });

    private List<string> Complete(string text) => [.. Matches(text).Select(m => m.CompletionText)];

    private IReadOnlyList<CompletionResult> Matches(string text)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_session.Runspace);
        return CommandCompletion.CompleteInput(text, text.Length, null, shell).CompletionMatches;
    }
}
