using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Hosts that do not answer because somebody has done something to their machines at the provider: commands and checks say what, and what to do.</summary>
public sealed class SilentHostTests
{
    [Fact]
    public async Task Command_ToAMachineThatSomebodyHasStopped_SaysSoAndResumeStartsIt()
    {
        await using var world = await CreatedAsync();
        using var console = new Ec2Console(world);
        var host = await HostAsync(world);
        await AtTheConsoleAsync(world, () => console.StopAsync(host.DeviceId!));

        var error = await Assert.ThrowsAsync<EdgeException>(() => CommandAsync(world, host));
        var check = Assert.Single(await CheckAsync(world));

        Assert.Equal(("HostIsOff", ErrorKind.Refused), (error.Code, error.Kind));
        Assert.Contains($"Machine {host.DeviceId} of host edge-node1 is stopped at the provider", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Start-EdgeHost -Id {host.Id}", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(error.Message, check.Error!.Message);
        Assert.Empty((await world.RunAsync(new PowerRequest("edge", [host.Id], PowerChange.Start)))!.Failures);
        Assert.Equal(0, (await CommandAsync(world, await HostAsync(world))).ExitStatus);
    }

    [Fact]
    public async Task Command_ToAMachineThatSomebodyHasStoppedAndStarted_SaysItsNewAddressAndResumeTellsOpenNebula()
    {
        await using var world = await CreatedAsync();
        using var console = new Ec2Console(world);
        var host = await HostAsync(world);
        await AtTheConsoleAsync(world, () => console.StopAsync(host.DeviceId!));
        await AtTheConsoleAsync(world, () => console.StartAsync(host.DeviceId!));

        var error = await Assert.ThrowsAsync<EdgeException>(() => CommandAsync(world, host));
        var check = Assert.Single(await CheckAsync(world));

        Assert.Equal("HostAddressChanged", error.Code);
        Assert.Contains($"and OpenNebula knows it by {host.Address}", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, check.Error!.Message);
        Assert.Empty((await world.RunAsync(new PowerRequest("edge", [host.Id], PowerChange.Start)))!.Failures);
        var now = await HostAsync(world);
        Assert.Contains($"public address {now.Address} by now", error.Message, StringComparison.Ordinal);
        Assert.Equal((now.Address, now.Address), (now.Name, world.Room.Machines[0].Machine.PublicAddress));
        Assert.Equal(0, (await CommandAsync(world, now)).ExitStatus);
    }

    [Fact]
    public async Task Command_ToAMachineThatIsGone_SaysSo()
    {
        await using var world = await CreatedAsync();
        using var console = new Ec2Console(world);
        var host = await HostAsync(world);
        await AtTheConsoleAsync(world, () => console.TerminateAsync(host.DeviceId!));

        Assert.Equal("DeviceVanished", (await Assert.ThrowsAsync<EdgeException>(() => CommandAsync(world, host))).Code);
    }

    [Fact]
    public async Task Command_WhereTheProviderDoesNotTell_SaysThatTheHostIsSilent()
    {
        await using var world = await CreatedAsync();
        var host = await HostAsync(world);
        world.Room.Machines[0].Stop();
        world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "ec2" }, Kind = FaultKind.Status, Status = 403, Code = "UnauthorizedOperation", Times = 1000 });

        Assert.Equal("HostUnreachable", (await Assert.ThrowsAsync<EdgeException>(() => CommandAsync(world, host))).Code);
    }

    [Fact]
    public async Task Session_ToAMachineThatSomebodyHasStopped_IsExplained()
    {
        await using var world = await CreatedAsync();
        using var console = new Ec2Console(world);
        var host = await HostAsync(world);
        await AtTheConsoleAsync(world, () => console.StopAsync(host.DeviceId!));
        var process = world.Start();

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(async () => await (await process.EngineAsync()).AdmitCallerAsync(host, _ => { }, CancellationToken.None)));

        Assert.Equal("HostIsOff", error.Code);
    }

    [Fact]
    public async Task Command_ToAHostInTheMiddleOfARestart_BlamesNobody()
    {
        await using var world = await CreatedAsync();
        var host = await HostAsync(world);
        var doomed = world.Start();
        doomed.Calls.Decide = (_, name) => name == "ec2 StartInstances" ? Interference.KilledBefore : Interference.None;
        Assert.Null(await world.RunAsync(() => doomed.RunAsync(new PowerRequest("edge", [host.Id], PowerChange.Reset))));

        var error = await Assert.ThrowsAsync<EdgeException>(() => CommandAsync(world, host));
        var check = Assert.Single(await CheckAsync(world));

        Assert.Equal(("HostIsRestarting", ErrorKind.ResourceBusy), (error.Code, error.Kind));
        Assert.Equal("HostIsRestarting", check.Error!.Code);
    }

    [Fact]
    public async Task Reset_AtAProviderThatLendsAddresses_FollowsTheMachine()
    {
        await using var world = await CreatedAsync();
        var host = await HostAsync(world);

        Assert.Empty((await world.RunAsync(new PowerRequest("edge", [host.Id], PowerChange.Reset)))!.Failures);

        var now = await HostAsync(world);
        Assert.NotEqual(host.Address, now.Address);
        Assert.Equal(world.Room.Machines[0].Machine.PublicAddress, now.Address);
        Assert.Equal(0, (await CommandAsync(world, now)).ExitStatus);
    }

    private static async Task<TheWorld> CreatedAsync()
    {
        var world = new TheWorld(hasEc2: true);
        Assert.Empty((await world.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Ec2(1)))))!.Failures);
        return world;
    }

    private static async Task AtTheConsoleAsync(TheWorld world, Func<Task> act)
    {
        await world.RunAsync(async () =>
        {
            await act();
            return 0;
        });
        await world.PassAsync(TimeSpan.FromMinutes(5));
    }

    private static Task<EdgeHost> HostAsync(TheWorld world) =>
        world.RunAsync(async () => (await (await world.Start().EngineAsync()).GetProvisionsAsync("edge", CancellationToken.None))[0].Hosts[0]);

    private static Task<CommandResult> CommandAsync(TheWorld world, EdgeHost host)
    {
        var process = world.Start();
        return world.RunAsync(async () => await (await process.EngineAsync()).RunCommandAsync(host, "true", null, _ => { }, process.Answers, CancellationToken.None));
    }

    private static Task<IReadOnlyList<HostCheck>> CheckAsync(TheWorld world)
    {
        var process = world.Start();
        return world.RunAsync(async () => await (await process.EngineAsync()).CheckConfigurationAsync(new CheckRequest("edge"), _ => { }, process.Answers, CancellationToken.None));
    }
}
