using System.Diagnostics;
using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Ctrl+C ends a command within ten seconds, whatever it is about, and the command goes on later.</summary>
public sealed class StopTests : IAsyncDisposable
{
    // The ten seconds, and what a machine that is busy takes besides. What commands wait for here comes after the measurement, or not for a minute: one that is not stopped takes longer.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    /// <summary>Calls that are never answered, in each phase of making a provision.</summary>
    public static TheoryData<string, string, string> Phases { get; } = new()
    {
        { "planning", "frontend", "one.hostpool.info" },
        { "looking at the provider", "packet", "/projects/*/devices" },
        { "taking the lock", "frontend", "one.template.allocate" },
        { "writing the record", "frontend", "one.document.allocate" },
        { "making objects", "frontend", "one.vn.allocate" },
        { "registering hosts", "frontend", "one.host.allocate" },
        { "renting", "packet", "POST /projects/*/devices" },
    };

    [Theory]
    [MemberData(nameof(Phases))]
    public async Task NewEdgeProvision_StoppedWhileACallIsNotAnswered_EndsInTimeAndGoesOnLater(string phase, string service, string call)
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 1) + "\nnetworks:\n  - name: lab-private\n    vn_mad: dummy\n    bridge: br0\n    ar:\n      - ip: 192.168.150.2\n        size: 10\n        type: IP4\n");
        var match = service == "frontend" ? new CallMatch { Service = service, RpcMethod = call } : new CallMatch { Service = service, Method = call.StartsWith("POST", StringComparison.Ordinal) ? "POST" : "GET", Path = call.Split(' ')[^1] };
        var hold = _world.World.Board.Arm(new HoldOrder { Match = match, When = CallMoment.After });

        var elapsed = await StopAsync($"New-EdgeProvision '{path}'", () => _world.World.Board.WaitUntilHeldAsync(hold, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        Assert.True(elapsed < s_longest, $"{phase}: {elapsed}");
        _world.World.Board.Release(hold);
        Assert.Single((await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1")).Errors);
        Assert.Equal(1, _world.Room.Installed);
    }

    [Fact]
    public async Task NewEdgeProvision_StoppedWhileNothingAnswersAnyMore_EndsInTime()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 1));
        var order = _world.World.Board.Arm(new HoldOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = "/projects/*/devices" }, When = CallMoment.After });

        var elapsed = await StopAsync($"New-EdgeProvision '{path}'", async () =>
        {
            await _world.World.Board.WaitUntilHeldAsync(order, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            for (var n = 0; n < 40; n++)
                _world.World.Board.Arm(new HoldOrder { Match = new CallMatch { Service = "frontend" } });
            return true;
        });

        Assert.True(elapsed < s_longest, elapsed.ToString());
    }

    [Fact]
    public async Task NewEdgeProvision_StoppedWhileAHostIsConfigured_EndsInTimeAndIsStopped()
    {
        await using var world = new LoopbackWorld(isSandbox: false);
        var port = LoopbackSshd.FreePort();
        await using var sshd = await LoopbackSshd.StartAsync(world, "127.77.0.1", port, "sleep 600");
        (await _session.RunAsync("$null = " + world.Connect)).Succeeded();
        var path = world.Descriptor("edge", Descriptors.Complete(world, port));

        var elapsed = await StopAsync($"New-EdgeProvision '{path}' -Verbose", async () =>
        {
            while (!await IsLoggedInAsync(port))
                await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            return true;
        });

        Assert.True(elapsed < s_longest, elapsed.ToString());
        Assert.Contains($"Stopped. What stands is kept; continue with: New-EdgeProvision '{path}'", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Equal(OperationOutcome.Stopped, Assert.IsType<Operation>((await _session.RunAsync("Get-EdgeOperation edge")).Single.BaseObject).Outcome);
    }

    [Fact]
    public async Task Commands_StoppedWhileAnotherSessionHoldsTheLock_EndAtOnce()
    {
        await ConnectAsync();
        using var other = new ModuleSession();
        (await other.RunAsync("$null = " + _world.Connect)).Succeeded();
        using var making = other.Shell($"New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithHosts("lab", 1))}'");
        var running = SessionResult.OfAsync(making);
        while (_world.Room.Installed < 1)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);

        foreach (var command in new[] { "Remove-EdgeProvision lab -Confirm:$false", "Wait-EdgeProvision lab" })
        {
            var elapsed = await StopAsync(command, async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
                return true;
            });
            Assert.True(elapsed < TimeSpan.FromSeconds(20), $"{command}: {elapsed}");
        }

        await making.StopAsync(null, null);
        await running;
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    /// <summary>How long the command takes to end after a stop at the given moment.</summary>
    private async Task<TimeSpan> StopAsync(string command, Func<Task<bool>> moment)
    {
        using var shell = _session.Shell(command);
        var running = SessionResult.OfAsync(shell);
        Assert.True(await moment());
        Assert.Equal(PSInvocationState.Running, shell.InvocationStateInfo.State);
        var clock = Stopwatch.StartNew();
        await shell.StopAsync(null, null);
        await running;
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        return clock.Elapsed;
    }

    /// <summary>Whether somebody's session stands: the server has started what it runs for everybody.</summary>
    private static async Task<bool> IsLoggedInAsync(int port)
    {
        using var ss = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"ps -eo args | grep -q '^sleep 600' && ss -Htn state established '( sport = :{port} )' | grep -q ."]))!;
        await ss.WaitForExitAsync(TestContext.Current.CancellationToken);
        return ss.ExitCode == 0;
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
