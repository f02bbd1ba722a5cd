using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>What is said while a machine is waited for.</summary>
public sealed class DeviceNewsTests
{
    private readonly World _world = new(observed: new() { Name = "edge", Id = World.ProvisionId, Hosts = [Seen.Host("a", device: "d")] });

    private IEnumerable<string> Said => _world.Events.OfType<OperationEvent.StepProgress>().Select(p => FormattableString.Invariant($"{p.Text} {p.Percent}"));

    [Fact]
    public async Task Await_WhileTheProviderWorks_SaysEachOfItsEventsOnceWithThePercent()
    {
        Begin();
        _world.Driver.DeviceEvents.Enqueue(() => [Event("1")]);
        _world.Driver.DeviceEvents.Enqueue(() => [Event("1"), Event("2"), Event("3")]);
        _world.Driver.DeviceEvents.Enqueue(() => [Event("1"), Event("2"), Event("3"), Event("4")]);
        (string State, int Percent)[] looks = [("queued", 0), ("provisioning", 20), ("provisioning", 20), ("active", 100)];
        Follow(looks);

        await RunAsync();

        Assert.Equal(
            ["machine d is queued: event 1 0", "machine d: event 2 20", "machine d is provisioning: event 3 20", "machine d is active: event 4 100"], Said);
        Assert.Equal(3, _world.Driver.EventLooks);
    }

    [Fact]
    public async Task Await_OfAProviderThatTellsNothing_SaysTheStates()
    {
        Begin();
        Follow([("queued", 0), ("provisioning", 20), ("provisioning", 20), ("active", 100)]);

        await RunAsync();

        Assert.Equal(["machine d is queued 0", "machine d is provisioning 20", "machine d is active 100"], Said);
    }

    [Fact]
    public async Task Await_WhenTheEventsCannotBeRead_GoesOnWithoutThem()
    {
        Begin();
        _world.Driver.DeviceEvents.Enqueue(() => throw new EdgeException("ProviderUnavailable", ErrorKind.Unreachable, "down"));
        Follow([("queued", 0), ("active", 100)]);

        await RunAsync();

        Assert.Equal(["machine d is queued 0", "machine d is active 100"], Said);
    }

    [Fact]
    public async Task Await_OfAMachineWithALongHistory_SaysTheLastOfIt()
    {
        Begin();
        _world.Driver.DeviceEvents.Enqueue(() => [.. Enumerable.Range(1, 30).Select(n => Event($"{n}"))]);
        Follow([("queued", 0), ("active", 100)]);

        await RunAsync();

        Assert.Equal(["machine d: event 21 0", "machine d is queued: event 30 0"], Said.Where((_, i) => i is 0 or 9));
    }

    [Fact]
    public async Task Await_OfAMachineThatFails_SaysWhyInTheError()
    {
        Begin();
        _world.Driver.DeviceEvents.Enqueue(() => [Event("1")]);
        _world.Driver.OnGet = _ => Become("failed", DeviceState.Failed, 20);

        var error = await Assert.ThrowsAsync<EdgeException>(RunAsync);

        Assert.Equal("Machine d of host a was rented, and then the provider reported state 'failed' (event 1).", error.Message);
    }

    private static DeviceEvent Event(string id) => new(id, $"event {id}", DateTimeOffset.UnixEpoch);

    private void Begin()
    {
        _world.Driver.Add("d", World.KeyOf("a"), DeviceState.Pending);
        Become("queued", DeviceState.Pending, 0);
        _world.Scope.Hosts["a"].Device = _world.Driver.Devices[0];
    }

    private void Follow((string State, int Percent)[] looks)
    {
        var look = 0;
        _world.Driver.OnGet = _ =>
        {
            look = Math.Min(look + 1, looks.Length - 1);
            Become(looks[look].State, looks[look].State == "active" ? DeviceState.Active : DeviceState.Pending, looks[look].Percent);
        };
    }

    private void Become(string word, DeviceState state, int percent)
    {
        var device = _world.Driver.Devices[0];
        _world.Driver.Devices[0] = device with { State = state, ProviderState = word, ProgressPercent = percent };
    }

    private async Task RunAsync()
    {
        var run = new AwaitDeviceStep().RunAsync(_world.Context("a", StepKind.AwaitDevice));
        await _world.Time.RunAsync(run);
        await run;
    }
}
