using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Power changes that are waited for until OpenNebula has followed them.</summary>
public sealed class PowerWaitTests
{
    private static readonly TimeSpan s_monitoring = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData(PowerChange.Restart, false)]
    [InlineData(PowerChange.Restart, true)]
    [InlineData(PowerChange.Reset, true)]
    public async Task Restart_Wait_EndsWhenOpenNebulaMonitorsTheHostsAgain(PowerChange change, bool waits)
    {
        await using var world = new TheWorld(frontEnd: o => o with { FirstMonitoring = s_monitoring });
        var provision = await MakeAsync(world);
        var began = world.Clock.Elapsed;

        var result = await world.RunAsync(new PowerRequest("edge", [.. provision.Hosts.Select(h => h.Id)], change) { Wait = waits ? new PowerWait(null, null) : null });

        Assert.Equal(OperationOutcome.Succeeded, result!.Operation.Outcome);
        Assert.All(result.Provision!.Hosts, h => Assert.Equal(waits ? "on" : "init", h.FrontEndState));
        Assert.All(world.Room.Machines, m => Assert.Equal(2, m.Boots));
        Assert.Equal(waits, world.Clock.Elapsed - began > s_monitoring);
    }

    [Fact]
    public async Task StopAndStart_Wait_EndOffAndMonitored()
    {
        await using var world = new TheWorld(frontEnd: o => o with { FirstMonitoring = s_monitoring });
        var provision = await MakeAsync(world);
        int[] ids = [.. provision.Hosts.Select(h => h.Id)];

        var stopped = await world.RunAsync(new PowerRequest("edge", ids, PowerChange.Stop) { Wait = new PowerWait(TimeSpan.FromMinutes(5), null) });
        Assert.All(stopped!.Provision!.Hosts, h => Assert.Equal((EdgeHostState.Off, "off"), (h.State, h.FrontEndState)));
        Assert.All(world.Room.Machines, m => Assert.Null(m.Memory));

        var started = await world.RunAsync(new PowerRequest("edge", ids, PowerChange.Start) { Wait = new PowerWait(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10)) });
        Assert.All(started!.Provision!.Hosts, h => Assert.Equal((EdgeHostState.Ready, "on"), (h.State, h.FrontEndState)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_OfAHostThatAnAdministratorHadDisabled_LeavesItDisabled(bool waits)
    {
        await using var world = new TheWorld();
        var host = (await MakeAsync(world)).Hosts[0];
        using var tools = new FrontEndTools(world);
        await world.RunAsync(() => tools.CallAsync("one.host.status", host.Id, 1));

        var result = await world.RunAsync(new PowerRequest("edge", [host.Id], PowerChange.Restart) { Wait = waits ? new PowerWait(null, null) : null });

        Assert.Equal("dsbl", result!.Provision!.Hosts[0].FrontEndState);
        Assert.Equal("on", result.Provision.Hosts[1].FrontEndState);
    }

    [Fact]
    public async Task Restart_WaitTimeout_IsEachHostsOwnErrorAndTheNextRunGoesOnWithoutAnotherRestart()
    {
        await using var world = new TheWorld();
        var provision = await MakeAsync(world);
        world.Room.BootTime = TimeSpan.FromMinutes(3);
        int[] ids = [.. provision.Hosts.Select(h => h.Id)];

        var late = await world.RunAsync(new PowerRequest("edge", ids, PowerChange.Restart) { Wait = new PowerWait(TimeSpan.FromMinutes(1), null) });

        Assert.Equal(OperationOutcome.Failed, late!.Operation.Outcome);
        Assert.Equal(["HostWaitTimeout", "HostWaitTimeout"], late.Failures.Select(f => f.Error.Code));
        Assert.Equal(ids, late.Failures.Select(f => f.HostId!.Value).Order());
        Assert.All(late.Failures, f => Assert.EndsWith("within 60 s; at last: waiting for SSH after the restart.", f.Error.Message, StringComparison.Ordinal));
        await world.PassAsync(TimeSpan.FromMinutes(5));

        var result = await world.RunAsync(new PowerRequest("edge", ids, PowerChange.Restart) { Wait = new PowerWait(TimeSpan.FromMinutes(1), null) });

        Assert.Equal(OperationOutcome.Succeeded, result!.Operation.Outcome);
        Assert.All(world.Room.Machines, m => Assert.Equal(2, m.Boots));
        Assert.All(result.Provision!.Hosts, h => Assert.Equal("on", h.FrontEndState));
    }

    [Fact]
    public async Task Restart_HostThatOpenNebulaCannotMonitor_IsAnErrorThatSaysSo()
    {
        await using var world = new TheWorld(frontEnd: o => o with { FirstMonitoring = TimeSpan.FromHours(2) });
        var provision = await MakeAsync(world);

        var result = await world.RunAsync(new PowerRequest("edge", [provision.Hosts[0].Id], PowerChange.Restart) { Wait = new PowerWait(null, null) });

        Assert.Equal("HostNotMonitored", Assert.Single(result!.Failures).Error.Code);
    }

    private static async Task<Provision> MakeAsync(TheWorld world)
    {
        var made = await world.RunAsync(new CreateRequest(world.Write("two.yaml", Descriptors.Fosdem(2))));
        Assert.Equal(OperationOutcome.Succeeded, made!.Operation.Outcome);
        await world.PassAsync(TimeSpan.FromMinutes(10));
        return made.Provision!;
    }
}
