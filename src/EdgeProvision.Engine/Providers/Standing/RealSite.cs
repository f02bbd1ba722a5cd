using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Providers.Redfish;

namespace EdgeProvision.Engine.Providers.Standing;

/// <summary>The real world: addresses as they are written, looked up where they are names; power as each host says.</summary>
internal sealed class RealSite(ProviderSettings settings, RestOptions options) : IMachineSite
{
    // One for each machine: it remembers where the machine is found there.
    private readonly ConcurrentDictionary<RedfishSettings, RedfishPower> services = new();

    public bool MakesMachines => false;

    public async Task<MachinePlace> FindAsync(string id, DeviceRequest request, CancellationToken cancellationToken) => new(
        await ResolveAsync(id, request.Hostname, cancellationToken).ConfigureAwait(false),
        request.Keys.GetValueOrDefault("private_address"));

    public async Task<IReadOnlyDictionary<string, MachinePlace>> LookAsync(IReadOnlyCollection<StandingMachine> machines, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, MachinePlace>(StringComparer.Ordinal);
        foreach (var machine in machines)
        {
            try
            {
                // A host keeps the address that it got when it was taken in, whatever the name leads to later.
                var address = machine.Address ?? await ResolveAsync(machine.DeviceId!, machine.Hostname, cancellationToken).ConfigureAwait(false);
                found[machine.DeviceId!] = new MachinePlace(address, machine.Keys.GetValueOrDefault("private_address"));
            }
            catch (StandingException)
            {
                // Removing the host must be possible all the same.
            }
        }

        return found;
    }

    public IMachinePower? PowerOf(StandingMachine machine)
    {
        if (settings.Driver == "dummy")
            return null;
        if (RedfishSettings.Read(machine) is { } redfish)
            return services.GetOrAdd(redfish, known => new RedfishPower(new RedfishClient(known, options), known.Hostname));
        return machine.Keys.TryGetValue("power_command", out var command) ? CommandPower.Of(machine, command, settings.PowerCommandFolder, options) : null;
    }

    private static async Task<string> ResolveAsync(string address, string hostname, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(address, out var written))
            return written.ToString();
        try
        {
            var all = await Dns.GetHostAddressesAsync(address, cancellationToken).ConfigureAwait(false);
            return (all.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? all.FirstOrDefault())?.ToString() ?? throw StandingErrors.AddressUnknown(hostname, address, null);
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            throw StandingErrors.AddressUnknown(hostname, address, error);
        }
    }
}
