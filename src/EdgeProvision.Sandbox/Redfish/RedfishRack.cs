using System.Security.Cryptography;
using System.Text;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Redfish;

/// <summary>The machines that stand. Each is set up when it is first named, and stays until the sandbox ends: nobody rents it, and nobody gives it back.</summary>
internal sealed class RedfishRack(IMachineRoom room, TimeProvider time, RedfishOptions options, RedfishConditions conditions) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _settingUp = new(1, 1);
    private readonly Dictionary<string, RedfishSystem> _systems = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();

    public IReadOnlyList<RedfishSystem> All
    {
        get
        {
            lock (_gate)
                return [.. _systems.Values];
        }
    }

    public RedfishSystem? Find(string id) => All.FirstOrDefault(s => s.Id == id);

    /// <summary>The machine of that name; one that stands already keeps what it has.</summary>
    public async Task<RedfishSystem> SetUpAsync(string name, string hostname, IReadOnlyList<string> authorizedKeys, CancellationToken cancellationToken)
    {
        await _settingUp.WaitAsync(cancellationToken);
        try
        {
            if (All.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } standing)
                return standing;
            var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"standing/{name.ToLowerInvariant()}")).AsSpan(0, 16)).ToString();
            var machine = await room.InstallAsync(new MachineOrder(id, hostname, authorizedKeys), cancellationToken);
            var system = new RedfishSystem(name, machine);
            lock (_gate)
                _systems[name] = system;
            return system;
        }
        finally
        {
            _settingUp.Release();
        }
    }

    /// <summary>What a controller measures, or the state that a change is passing through.</summary>
    public string StateOf(RedfishSystem system)
    {
        lock (_gate)
            return system.Passing ?? (room.IsOn(system.Id) ? PowerState.On : PowerState.Off);
    }

    /// <summary>Begins what was asked for; answers at once.</summary>
    /// <exception cref="RedfishRefusedException">The machine does not offer that, or its state does not allow it.</exception>
    public void Reset(RedfishSystem system, string type)
    {
        if (!conditions.Resets.Contains(type))
            throw new RedfishRefusedException(400, "ActionParameterNotSupported", $"The value '{type}' for the parameter ResetType of the action ComputerSystem.Reset is not supported.");
        lock (_gate)
        {
            if (system.Passing is not null)
                throw new RedfishRefusedException(503, "ServiceTemporarilyUnavailable", "The machine is changing its power. Retry in 1 second.");
            var isOn = room.IsOn(system.Id);
            var isOrderly = type is "GracefulRestart" or "GracefulShutdown";
            if (isOrderly && !isOn)
                throw new RedfishRefusedException(409, "ResourceInStandby", "The request cannot be done because the machine is off.");
            system.Resets.Add(type);
            if (conditions.TakeDeafness() || (isOrderly && conditions.IgnoresShutdown) || WorkOf(type, isOn) is not var (work, passing))
                return;
            system.Passing = passing;
            system.Work = ChangeAsync(system, work);
        }
    }

    /// <summary>What is to be done with the machine, and the state that it passes through; null when it is so already.</summary>
    private (Func<string, CancellationToken, Task> Work, string Passing)? WorkOf(string type, bool isOn) => type switch
    {
        "GracefulShutdown" or "ForceOff" or "PushPowerButton" when isOn => (room.PowerOffAsync, PowerState.PoweringOff),
        "GracefulRestart" or "ForceRestart" or "PowerCycle" when isOn => (room.RebootAsync, PowerState.On),
        "On" or "ForceOn" or "ForceRestart" or "PowerCycle" or "PushPowerButton" when !isOn => (room.PowerOnAsync, PowerState.PoweringOn),
        _ => null,
    };

    /// <summary>What the machine with this address has, or null.</summary>
    public MachineCapacity? FindCapacity(string address) =>
        All.FirstOrDefault(s => s.Machine.PublicAddress == address || s.Machine.PrivateAddress == address) is { } found ? new MachineCapacity(found.Id, options.Cpu, options.MemoryKib) : null;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(All.Select(s => s.Work));
        _closing.Dispose();
        _settingUp.Dispose();
    }

    private async Task ChangeAsync(RedfishSystem system, Func<string, CancellationToken, Task> work)
    {
        await Task.Yield();
        try
        {
            await work(system.Id, _closing.Token);
            await Task.Delay(options.PowerChangeFor, time, _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The service closes.
        }
        finally
        {
            lock (_gate)
                system.Passing = null;
        }
    }
}
