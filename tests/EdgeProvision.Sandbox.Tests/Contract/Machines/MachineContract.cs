using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

/// <summary>
/// What every driver does with machines, before its emulator. The first thing that a new driver has to pass: a bench that says what the driver offers, and a class
/// that derives from this one, or from <see cref="RentedMachineContract"/> where machines are ordered at a service. By topic, a file each.
/// </summary>
public abstract partial class MachineContract : IAsyncLifetime
{
    private protected const string Provision = "p-1";
    private readonly MachineBench _bench;

    private protected MachineContract(MachineBench bench) => _bench = bench;

    private protected static CancellationToken Token => MachineBench.Token;

    private protected IProviderDriver Driver => _bench.Driver;

    private MachineOffer Offer => _bench.Offer;

    public async ValueTask InitializeAsync() => await _bench.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<Device> CreateAsync(string name) =>
        Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(_bench.Order(name), Token)).Device;

    private protected async Task<Device> RunAsync(string name) => await UntilAsync((await CreateAsync(name)).Id, DeviceState.Pending, DeviceState.Active);

    /// <summary>Waits for the last of these states; on the way it is in one of the others.</summary>
    private protected async Task<Device> UntilAsync(string id, params DeviceState[] way)
    {
        for (var step = 0; step < 1500; step++)
        {
            var device = Assert.IsType<Device>(await Driver.GetDeviceAsync(id, Token));
            Assert.Contains(device.State, way);
            Assert.NotEqual("", device.ProviderState);
            if (device.State == way[^1])
                return device;
            await Task.Delay(20, Token);
        }

        throw new TimeoutException($"{id} did not become {way[^1]}.");
    }

    private protected Task GoneAsync(string id) => _bench.GoneAsync(id);

    /// <summary>The error says what to do, and no secret.</summary>
    private protected void AssertHelps(EdgeException error)
    {
        Assert.NotEqual("", error.Message);
        Assert.NotNull(error.RecommendedAction);
        foreach (var secret in new[] { _bench.SecretText, MachineBench.WrongSecret })
            Assert.DoesNotContain(secret, $"{error} {error.RecommendedAction} {string.Join(' ', _bench.Trace)}", StringComparison.Ordinal);
    }
}
