using System.Collections.Concurrent;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Standing;

/// <summary>
/// Machines that stand already. Nobody rents them out, so what there is, is what front-end and descriptor say (<see cref="ProviderSettings.Machines"/>): taking
/// one in and letting it go changes nothing outside, and asking for both again does not either. A machine's id is its address as it is written.
/// </summary>
internal sealed class StandingDriver : IProviderDriver
{
    private readonly ProviderSettings settings;
    private readonly IMachineSite site;
    private readonly RestOptions options;
    private readonly ConcurrentDictionary<string, StandingMachine> taken = new(StringComparer.OrdinalIgnoreCase);

    public StandingDriver(ProviderSettings settings, IMachineSite site, RestOptions options)
    {
        this.settings = settings;
        this.site = site;
        this.options = options;
        foreach (var machine in settings.Machines.Where(m => m.DeviceId is not null))
            taken[machine.DeviceId!] = machine;
    }

    /// <inheritdoc/>
    public string Name => settings.Driver;

    /// <summary>Nothing is ordered, so nothing can be under way.</summary>
    public TimeSpan SettleWindow => TimeSpan.Zero;

    /// <inheritdoc/>
    public TimeSpan PollInterval => TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public TimeSpan CreateGrace => options.CreateGrace;

    /// <inheritdoc/>
    public bool MakesMachines => site.MakesMachines;

    /// <summary>A machine's id: its address as it is written, which is the host's name if there is none.</summary>
    public static string IdOf(IReadOnlyDictionary<string, string> keys, string hostname) => keys.GetValueOrDefault("address") ?? keys.GetValueOrDefault("ip") ?? hostname;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Device>> ListDevicesAsync(string provisionId, CancellationToken cancellationToken)
    {
        var machines = taken.Values.Where(m => m.EdgeKey?.StartsWith(provisionId + "/", StringComparison.Ordinal) == true).ToList();
        var places = await site.LookAsync(machines, cancellationToken).ConfigureAwait(false);

        // Asking every controller would make each operation as slow, and as fragile, as the worst of them.
        return [.. machines.Select(m => Show(m, places.GetValueOrDefault(m.DeviceId!), m.IsMeantOff ? new PowerReading(DeviceState.Inactive, "off") : new PowerReading(DeviceState.Active, "standing")))];
    }

    /// <inheritdoc/>
    public async Task<Device?> GetDeviceAsync(string deviceId, CancellationToken cancellationToken)
    {
        if (!taken.TryGetValue(deviceId, out var machine))
            return null;
        var places = await site.LookAsync([machine], cancellationToken).ConfigureAwait(false);
        return Show(machine, places.GetValueOrDefault(deviceId), await ReadAsync(machine, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public Task<bool> IsListedAsync(string deviceId, CancellationToken cancellationToken) => Task.FromResult(taken.ContainsKey(deviceId));

    /// <inheritdoc/>
    public Task<IReadOnlyList<OrderProblem>> CheckOrdersAsync(IReadOnlyList<PlannedOrder> orders, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<OrderProblem>>(
    [
        .. from order in orders
           group order by IdOf(order.Keys, order.Host) into same
           where same.Key.Length > 0
           from second in same.Skip(1)
           select new OrderProblem(second.Host, second.Keys.ContainsKey("address") ? "address" : "ip", StandingErrors.Taken(same.Key, second.Host, same.First().Host)),
    ]);

    /// <inheritdoc/>
    public async Task<CreateResult> CreateDeviceAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        var id = IdOf(request.Keys, request.Hostname);
        if (taken.TryGetValue(id, out var other) && other.EdgeKey != request.EdgeKey)
            return new CreateResult.Refused(StandingErrors.Taken(id, request.Hostname, other.EdgeKey is null ? null : other.Hostname));
        var secrets = settings.Machines.FirstOrDefault(m => m.EdgeKey == request.EdgeKey)?.Secrets ?? new Dictionary<string, string>();
        var machine = new StandingMachine(request.Hostname, request.Keys, secrets) { EdgeKey = request.EdgeKey, DeviceId = id };
        try
        {
            var place = await site.FindAsync(id, request, cancellationToken).ConfigureAwait(false);
            machine = machine with { Address = place.Address };

            // Whoever gave a way to the power hears now that it does not work, and not when the machine hangs.
            var power = site.PowerOf(machine) is { } way ? await way.ReadAsync(cancellationToken).ConfigureAwait(false) : new PowerReading(DeviceState.Active, "standing");
            taken[id] = machine;
            return new CreateResult.Created(Show(machine, place, power));
        }
        catch (Exception error) when (error is ProviderException or StandingException)
        {
            return new CreateResult.NotSent((EdgeProvision.Model.EdgeException)error);
        }
    }

    /// <summary>Lets a machine go: it stays as it is.</summary>
    public Task DeleteDeviceAsync(string deviceId, CancellationToken cancellationToken)
    {
        taken.TryRemove(deviceId, out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task TagDeviceAsync(string deviceId, string provisionId, string edgeKey, CancellationToken cancellationToken)
    {
        if (taken.TryGetValue(deviceId, out var machine))
            taken[deviceId] = machine with { EdgeKey = edgeKey };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void CheckPower(string deviceId)
    {
        if (taken.TryGetValue(deviceId, out var machine) && site.PowerOf(machine) is null)
            throw StandingErrors.NoPower(Name, machine);
    }

    /// <inheritdoc/>
    public async Task PowerAsync(string deviceId, PowerAction action, CancellationToken cancellationToken)
    {
        if (!taken.TryGetValue(deviceId, out var machine))
            throw new StandingException("ProviderNotFound", EdgeProvision.Model.ErrorKind.NotFound, $"No host has the machine {ErrorText.Clean(deviceId)}.") { Target = deviceId };
        var power = site.PowerOf(machine) ?? throw StandingErrors.NoPower(Name, machine);
        await power.ActAsync(action, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A controller that is dead, or refuses, is no reason not to remove a host: its state is just not known.</summary>
    private async Task<PowerReading> ReadAsync(StandingMachine machine, CancellationToken cancellationToken)
    {
        try
        {
            return site.PowerOf(machine) is { } power
                ? await power.ReadAsync(cancellationToken).ConfigureAwait(false)
                : machine.IsMeantOff ? new PowerReading(DeviceState.Inactive, "off") : new PowerReading(DeviceState.Active, "standing");
        }
        catch (Exception error) when (error is ProviderException or StandingException)
        {
            return new PowerReading(DeviceState.Unknown, error.Message);
        }
    }

    private static Device Show(StandingMachine machine, MachinePlace? place, PowerReading power) => new(
        machine.DeviceId!, power.State, power.Word, machine.EdgeKey, machine.Hostname, DateTimeOffset.UnixEpoch, place?.Address, place?.PrivateAddress, null, null);
}
