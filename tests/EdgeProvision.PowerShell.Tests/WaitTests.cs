using System.Diagnostics;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Waiting for provisions, and for what other sessions do with them.</summary>
public sealed class WaitTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();
    private readonly ModuleSession _other = new();

    [Theory]
    [InlineData("Wait-EdgeProvision lab")]
    [InlineData("Wait-EdgeProvision l*")]
    [InlineData("Get-EdgeProvision lab | Wait-EdgeProvision")]
    [InlineData("Wait-EdgeProvision -Id (Get-EdgeProvision lab).Id")]
    [InlineData("[pscustomobject]@{ Id = (Get-EdgeProvision lab).Id } | Wait-EdgeProvision -State Ready, Off")]
    [InlineData("Wait-EdgeProvision lab -AsJob | Receive-Job -Wait")]
    public async Task WaitEdgeProvision_ThatIsReady_WritesItAtOnce(string command)
    {
        await MakeAsync();

        var provision = Assert.IsType<Provision>((await _session.RunAsync(command)).Single.BaseObject);

        Assert.Equal(("lab", ProvisionState.Ready), (provision.Name, provision.State));
    }

    [Fact]
    public async Task WaitEdgeProvision_ThatAnotherSessionMakes_WaitsForItsEnd()
    {
        await ConnectAsync();
        var hold = _world.World.Board.Arm(new HoldOrder { Match = new CallMatch { Service = "frontend", RpcMethod = "one.vn.allocate" } });
        var making = _other.RunAsync($"New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithoutHosts("lab"))}'");
        Assert.True(await _world.World.Board.WaitUntilHeldAsync(hold, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        using var shell = _session.Shell("Wait-EdgeProvision lab -Delay 1 -Verbose");
        var waiting = SessionResult.OfAsync(shell);
        await LookedAsync(shell, "works on it (create)");
        Assert.False(waiting.IsCompleted);
        _world.World.Board.Release(hold);

        var result = (await waiting).Succeeded();
        Assert.Equal(ProvisionState.Ready, Assert.IsType<Provision>(result.Output.Single().BaseObject).State);
        Assert.Contains(result.Verbose, v => v.Contains("oneadmin on ", StringComparison.Ordinal) && v.Contains("works on it (create)", StringComparison.Ordinal));
        Assert.True(making.IsCompleted || (await making).Errors.Count == 0);
    }

    [Fact]
    public async Task WaitEdgeProvision_ThatIsBeingMadeForLongerThanTheTimeout_SaysWhoWorksOnIt()
    {
        await ConnectAsync();
        using var making = _other.Shell($"New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithHosts("lab", 1))}'");
        var running = SessionResult.OfAsync(making);
        while (_world.Room.Installed < 1)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);

        var result = await _session.RunAsync("Wait-EdgeProvision lab -Timeout 2 -Delay 1");

        Assert.Equal(["WaitTimeout"], result.ErrorIds);
        Assert.Matches(@"^Provision lab is \w+; oneadmin on \S+ works on it \(create\)\. It was waited 2 s for it to become Ready\.$", result.Errors[0].Exception.Message);
        await making.StopAsync(null, null);
        await running;
    }

    [Fact]
    public async Task WaitEdgeProvision_ThatNobodyWorksOn_SaysWhichCommandContinuesIt()
    {
        await ConnectAsync();
        await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithHosts("lab", 1))}' -SshTimeoutSec 1");

        var result = await _session.RunAsync("Wait-EdgeProvision lab -Delay 1");

        Assert.Equal(["StateNotReached"], result.ErrorIds);
        Assert.Contains("nobody works on it: it does not become Ready by itself", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("oneprovision ", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitEdgeProvision_StateOff_IsReachedByHostsThatAreOff()
    {
        await ConnectAsync();
        await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithHosts("lab", 1))}' -SshTimeoutSec 1; Get-EdgeHost | Stop-EdgeHost");

        Assert.Equal(ProvisionState.Off, Assert.IsType<Provision>((await _session.RunAsync("Wait-EdgeProvision lab -State Off")).Single.BaseObject).State);
        var result = await _session.RunAsync("Wait-EdgeProvision lab -Delay 1");

        Assert.Equal(["StateNotReached"], result.ErrorIds);
        Assert.Matches(@"Start-EdgeHost -Id \d+ \(oneprovision host resume \d+\)$", result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Fact]
    public async Task WaitEdgeProvision_OneOfThreeIsNotThere_TheOthersAreWritten()
    {
        await MakeAsync();
        (await _session.RunAsync($"$null = New-EdgeProvision '{_world.Descriptor("other", Descriptors.WithoutHosts("other"))}'")).Succeeded();

        var result = await _session.RunAsync("Wait-EdgeProvision lab, nobody, other -Delay 1");

        Assert.Equal(["ProvisionNotFound"], result.ErrorIds);
        Assert.Equal(["lab", "other"], result.Output.Select(o => ((Provision)o.BaseObject).Name));
    }

    [Fact]
    public async Task WaitEdgeProvision_ThatIsRemovedMeanwhile_SaysSo()
    {
        await MakeAsync();
        var hold = _world.World.Board.Arm(new HoldOrder { Match = new CallMatch { Service = "frontend", RpcMethod = "one.vn.delete" } });
        var removing = _other.RunAsync("Remove-EdgeProvision lab -Confirm:$false");
        Assert.True(await _world.World.Board.WaitUntilHeldAsync(hold, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        using var shell = _session.Shell("Wait-EdgeProvision lab -Delay 1 -Verbose");
        var waiting = SessionResult.OfAsync(shell);
        await LookedAsync(shell, "Provision lab is ");
        _world.World.Board.Release(hold);

        Assert.Equal(["ProvisionGone"], (await waiting).ErrorIds);
        (await removing).Succeeded();
    }

    [Theory]
    [InlineData("Restart-EdgeHost nobody -Timeout 5", "WaitRequired")]
    [InlineData("Stop-EdgeHost nobody -Delay 5", "WaitRequired")]
    public async Task PowerCmdlets_HowToWaitWithoutWait_IsRefused(string command, string id) =>
        Assert.StartsWith(id, (await _session.CatchAsync(command)).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public async Task StartEdgeHost_WaitTimeout_IsEachHostsOwnErrorAndTheOthersGoOn()
    {
        await ConnectAsync();
        await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithHosts("lab", 2))}' -SshTimeoutSec 1; Get-EdgeHost | Stop-EdgeHost");

        var clock = Stopwatch.StartNew();
        var result = await _session.RunAsync("Get-EdgeHost | Start-EdgeHost -Wait -Timeout 3");

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(60));
        Assert.Equal(["HostWaitTimeout", "HostWaitTimeout"], result.ErrorIds);
        Assert.All(result.Errors, e => Assert.Matches(@"^Host \d+ \(lab-node\d\) has not come to the end of its power change within 3 s; at last: ", e.Exception.Message));
        Assert.All(_world.Room.List(), m => Assert.True(_world.Room.IsOn(m.Id)));
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        _other.Dispose();
        await _world.DisposeAsync();
    }

    /// <summary>Waits until a command that waits has looked twice and has seen that.</summary>
    private static async Task LookedAsync(System.Management.Automation.PowerShell shell, string seen)
    {
        // By number: an enumerator of a stream that is open waits for more.
        var told = shell.Streams.Verbose;
        for (var clock = Stopwatch.StartNew(); Enumerable.Range(0, told.Count).Count(i => told[i].Message.Contains(seen, StringComparison.Ordinal)) < 2;)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"It has not looked twice and seen '{seen}'.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task MakeAsync()
    {
        await ConnectAsync();
        (await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithoutHosts("lab"))}'")).Succeeded();
    }

    private async Task ConnectAsync()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        (await _other.RunAsync("$null = " + _world.Connect)).Succeeded();
    }
}
