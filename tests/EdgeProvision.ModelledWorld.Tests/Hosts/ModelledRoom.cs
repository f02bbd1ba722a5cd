using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>Machines that exist in memory only and take their time on the world's clock.</summary>
internal sealed class ModelledRoom(TimeProvider time) : IMachineRoom
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ModelledMachine> _machines = new(StringComparer.Ordinal);
    private int _installed;

    /// <summary>From power to an answer by SSH.</summary>
    public TimeSpan BootTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An orderly shutdown.</summary>
    public TimeSpan ShutdownTime { get; set; } = TimeSpan.FromSeconds(1);

    public ModelledMachine? ByAddress(string address)
    {
        lock (_gate)
            return _machines.Values.FirstOrDefault(m => m.Machine.PublicAddress == address || m.Machine.PrivateAddress == address);
    }

    public ModelledMachine Get(string id)
    {
        lock (_gate)
            return _machines[id];
    }

    public IReadOnlyList<ModelledMachine> Machines
    {
        get
        {
            lock (_gate)
                return [.. _machines.Values.OrderBy(m => m.Machine.Id, StringComparer.Ordinal)];
        }
    }

    public Task<Machine> InstallAsync(MachineOrder order, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_machines.TryGetValue(order.Id, out var found))
            {
                var number = ++_installed;
                var inner = order.InnerAddress?.Split('/')[0] ?? $"10.78.{number / 250}.{(number % 250) + 2}";
                var machine = new Machine(order.Id, order.Hostname, PublicOf(number), 16, inner, 16, "10.77.0.1");
                _machines[order.Id] = found = new ModelledMachine(machine, FreshDisk(order.AuthorizedKeys, order.Id, 1)) { IsTranslated = order.InnerAddress is not null };
            }

            found.Boot(Now + BootTime);
            return Task.FromResult(found.Machine);
        }
    }

    public Machine? Find(string id) => Of(id)?.Machine;

    public IReadOnlyList<Machine> List() => [.. Machines.Select(m => m.Machine)];

    public Task PowerOnAsync(string id, CancellationToken cancellationToken)
    {
        Of(id)?.Boot(Now + BootTime);
        return Task.CompletedTask;
    }

    public async Task PowerOffAsync(string id, CancellationToken cancellationToken)
    {
        if (Of(id) is not { Memory: not null } machine)
            return;
        await Task.Delay(ShutdownTime, time, cancellationToken);
        machine.Stop();
    }

    public async Task RebootAsync(string id, CancellationToken cancellationToken)
    {
        await PowerOffAsync(id, cancellationToken);
        await PowerOnAsync(id, cancellationToken);
    }

    public Task<Machine> ReaddressAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var machine = _machines[id];
            if (machine.IsTranslated)
                machine.Machine = machine.Machine with { PublicAddress = PublicOf(++_installed) };
            return Task.FromResult(machine.Machine);
        }
    }

    public async Task ReinstallAsync(string id, CancellationToken cancellationToken)
    {
        if (Of(id) is not { } machine)
            return;
        machine.Stop();
        machine.Disk = FreshDisk(machine.Disk.AuthorizedKeys, id, machine.Boots + 1);
        await PowerOnAsync(id, cancellationToken);
    }

    public Task ScrapAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_machines.Remove(id, out var machine))
                machine.Stop();
        }

        return Task.CompletedTask;
    }

    public bool IsOn(string id) => Of(id)?.Memory is not null;

    private static string PublicOf(int number) => $"10.77.{number / 250}.{(number % 250) + 2}";

    private TimeSpan Now => time.GetElapsedTime(0);

    private ModelledMachine? Of(string id)
    {
        lock (_gate)
            return _machines.GetValueOrDefault(id);
    }

    private static ModelledDisk FreshDisk(IReadOnlyList<string> keys, string id, int installation) => new()
    {
        AuthorizedKeys = [.. keys],
        HostKey = $"ssh-ed25519 {Convert.ToBase64String(HostKeyBlob(id, installation))}",
    };

    /// <summary>A public key in OpenSSH's form: the length and name of its type, then the length and the 32 bytes.</summary>
    private static byte[] HostKeyBlob(string id, int installation) =>
        [0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{id}/{installation}"))];
}
