using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Hosts;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Who is let in to instances that stand, and who no more: from one address after the other, by operations and by commands outside of them.</summary>
public sealed class CallerTests
{
    private const string First = "10.9.0.1";
    private const string Second = "10.9.0.2";
    private readonly List<string> _told = [];

    [Fact]
    public async Task Command_FromAnotherAddress_IsLetInToldAndThenUsesTheHostAtOnce()
    {
        await using var world = await CreatedAsync();
        var process = From(world, Second);

        Assert.Equal(0, (await CommandAsync(world, process)).ExitStatus);

        Assert.Contains($"{Second}/32", Assert.Single(_told), StringComparison.Ordinal);
        Assert.Equal([First, Second], LetIn(world));
        var calls = process.Calls.Names.Count(n => n.StartsWith("ec2", StringComparison.Ordinal));
        Assert.Equal(0, (await CommandAsync(world, process)).ExitStatus);
        Assert.Equal((1, calls), (_told.Count, process.Calls.Names.Count(n => n.StartsWith("ec2", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Command_WhereTheDescriptorSaysWhoMayLogIn_SaysThisMachinesAddressAndWhatToDo()
    {
        await using var world = await CreatedAsync($"ssh_from: [{First}]");

        var error = await Assert.ThrowsAsync<EdgeException>(() => CommandAsync(world, From(world, Second)));

        Assert.Equal(("CallerNotAdmitted", ErrorKind.AccessDenied), (error.Code, error.Kind));
        Assert.Contains($"{Second}/32, is not among those that are let in at ec2: {First}/32.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Update-EdgeProvision", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal([First], LetIn(world));
    }

    [Fact]
    public async Task Create_FromWhereSshFromDoesNotLetIn_WarnsFirstAndSaysWhyAtTheEnd()
    {
        await using var world = new TheWorld(hasEc2: true);
        var process = From(world, Second);

        var created = await world.RunAsync(() => process.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Ec2(1, $"ssh_from: [{First}]")))));

        var told = process.Events.Events.Select(e => e.Event).OfType<OperationEvent.Message>().Where(m => m.Level == MessageLevel.Warning).Select(m => m.Text).First();
        Assert.Contains($"This machine comes from {Second}/32, which ssh_from does not let in", told, StringComparison.Ordinal);
        var error = Assert.Single(created!.Failures).Error;
        Assert.Equal("CallerNotAdmitted", error.Code);
        Assert.Contains($"{Second}/32, is not among those that are let in at ec2: {First}/32.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithoutTheRightToChangeTheGroup_SaysSo()
    {
        await using var world = await CreatedAsync();
        world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "ec2", Action = "AuthorizeSecurityGroupIngress" }, Kind = FaultKind.Status, Status = 403, Code = "UnauthorizedOperation" });

        var error = await Assert.ThrowsAsync<EdgeException>(() => CommandAsync(world, From(world, Second)));

        Assert.Equal("CallerNotAdmitted", error.Code);
        Assert.Contains("UnauthorizedOperation", error.Message, StringComparison.Ordinal);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Command_ToAHostThatIsDead_IsNotBlamedOnWhoIsLetIn()
    {
        await using var world = await CreatedAsync();
        world.Room.Machines[0].Stop();

        Assert.Equal("HostUnreachable", (await Assert.ThrowsAsync<EdgeException>(() => CommandAsync(world, From(world, First)))).Code);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Check_FromAnotherAddress_SaysWhichCommandLetsItIn()
    {
        await using var world = await CreatedAsync();
        var process = From(world, Second);

        var check = Assert.Single(await world.RunAsync(async () => await (await process.EngineAsync()).CheckConfigurationAsync(new CheckRequest("edge"), _ => { }, process.Answers, CancellationToken.None)));

        Assert.Equal("CallerNotAdmitted", check.Error?.Code);
        Assert.Contains("Invoke-EdgeHostCommand", check.Error!.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal([First], LetIn(world));
    }

    [Fact]
    public async Task Session_ThatCouldNotBeOpened_IsLetInOnlyWhereThatWasTheReason()
    {
        await using var world = await CreatedAsync();

        Assert.False(await AdmitAsync(world, From(world, First)));
        Assert.True(await AdmitAsync(world, From(world, Second)));

        Assert.Equal([First, Second], LetIn(world));
    }

    [Fact]
    public async Task Operation_AnHourLater_TakesBackWhoCameOnce()
    {
        await using var world = await CreatedAsync();
        await CommandAsync(world, From(world, Second));

        await OperateAsync(world, First);
        Assert.Equal([First, Second], LetIn(world));
        await world.PassAsync(TimeSpan.FromHours(1));
        var events = await OperateAsync(world, First);

        Assert.Equal([First], LetIn(world));
        Assert.Contains(events, e => e is OperationEvent.Message { Level: MessageLevel.Information } m && m.Text.Contains($"from {Second}/32 (EdgeProvision: ", StringComparison.Ordinal));
    }

    private static async Task<TheWorld> CreatedAsync(string admission = "open: [icmp]")
    {
        var world = new TheWorld(hasEc2: true);
        var created = await world.RunAsync(() => From(world, First).RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Ec2(1, admission)))));
        Assert.Empty(created!.Failures);
        return world;
    }

    /// <summary>A process of the same machine, wherever it is just then.</summary>
    private static EngineProcess From(TheWorld world, string address) => world.Start(address: address);

    private Task<CommandResult> CommandAsync(TheWorld world, EngineProcess process) =>
        world.RunAsync(async () => await (await process.EngineAsync()).RunCommandAsync(await HostAsync(process), "true", null, _told.Add, process.Answers, CancellationToken.None));

    private Task<bool> AdmitAsync(TheWorld world, EngineProcess process) =>
        world.RunAsync(async () => await (await process.EngineAsync()).AdmitCallerAsync(await HostAsync(process), _told.Add, CancellationToken.None));

    private static async Task<IEnumerable<OperationEvent>> OperateAsync(TheWorld world, string from)
    {
        var process = From(world, from);
        Assert.Empty((await world.RunAsync(() => process.RunAsync(new ConfigureRequest("edge") { Reapply = true })))!.Failures);
        return process.Events.Events.Select(e => e.Event);
    }

    private static async Task<EdgeHost> HostAsync(EngineProcess process) => (await (await process.EngineAsync()).GetProvisionsAsync("edge", CancellationToken.None))[0].Hosts[0];

    private static IEnumerable<string> LetIn(TheWorld world) => new[] { First, Second }.Where(address => ModelledGroups.LetIn(world.Sandbox.Ec2Emulator!, address));
}
