using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>Asks the provider what has become of the machine of a host that does not answer, for what is done at hosts outside operations.</summary>
internal sealed class SilentHosts(EngineParts parts)
{
    // Many hosts that do not answer are one question; what was asked a moment ago may have changed since.
    private static readonly TimeSpan s_memory = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<(string Provision, string Driver), (long At, Seen? Seen)> _known = [];

    /// <summary>The error that says what the provider shows; null when that explains nothing, or it does not tell.</summary>
    public async Task<EdgeException?> ExplainAsync(EdgeHost host, CancellationToken cancellationToken)
    {
        // Machines that stand already have no provider that could be asked.
        if (host.DeviceId is not { } id || !ProviderDrivers.HasService(host.Driver))
            return null;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await LookAsync(host, cancellationToken).ConfigureAwait(false) is { } seen
                ? MachineTrouble.Of(host.Id, host.Hostname, host.Address, id, seen.Devices.FirstOrDefault(d => d.Id == id) ?? await seen.Driver.GetDeviceAsync(id, cancellationToken).ConfigureAwait(false))
                : null;
        }
        catch (EdgeException)
        {
            // Nobody can say then: what there is to tell is that the host does not answer.
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Seen?> LookAsync(EdgeHost host, CancellationToken cancellationToken)
    {
        var time = parts.Options.Time;
        if (_known.TryGetValue((host.ProvisionId, host.Driver), out var known) && time.GetElapsedTime(known.At) < s_memory)
            return known.Seen;
        Seen? seen = null;
        try
        {
            var driver = await HostProviders.OpenAsync(parts, host, cancellationToken).ConfigureAwait(false);
            seen = new Seen(driver, await driver.ListDevicesAsync(host.ProvisionId, cancellationToken).ConfigureAwait(false));
        }
        catch (EdgeException)
        {
            // Nobody can say then: what there is to tell is that the host does not answer.
        }

        _known[(host.ProvisionId, host.Driver)] = (time.GetTimestamp(), seen);
        return seen;
    }

    /// <summary>A provider and the machines of a provision that it listed.</summary>
    private sealed record Seen(IProviderDriver Driver, IReadOnlyList<Device> Devices);
}
