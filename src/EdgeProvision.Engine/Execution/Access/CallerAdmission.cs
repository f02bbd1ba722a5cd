using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>
/// Finds out whether a host does not answer because its provider does not let this machine in, and lets it in where callers may. For what is done at hosts outside operations: these let
/// callers in when they begin. Asked only about hosts that it <see cref="Concerns"/>.
/// </summary>
internal sealed class CallerAdmission(EngineParts parts)
{
    // Many hosts that do not answer are one question.
    private static readonly TimeSpan s_memory = TimeSpan.FromSeconds(30);

    // Commands go to many hosts at once, and what keeps others out of these is one.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<(string Provision, string Driver), (long At, ShutOut? Found)> _known = [];

    /// <summary>True for a host whose driver makes what keeps others out of it, and can let callers in.</summary>
    public static bool Concerns(EdgeHost host, AttributeTree template) =>
        host.RemotePort == OpenPorts.SshPort && MachineSurroundings.KeepOthersOut(host.Driver, template);

    /// <summary>Lets this machine in to a host that does not answer, where that is the reason.</summary>
    /// <param name="host">The host.</param>
    /// <param name="tell">Told that it was done.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>True when it was let in by this call.</returns>
    /// <exception cref="EdgeException"><c>CallerNotAdmitted</c>.</exception>
    public async Task<bool> AdmitAsync(EdgeHost host, Action<string> tell, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await LookAsync(host, cancellationToken).ConfigureAwait(false) is not { } shut)
                return false;
            if (!shut.Standing.AdmitsCallers)
                throw shut.NotNamed(host.Id, host.Hostname, host.Name);
            await AdmitAsync(host, shut, cancellationToken).ConfigureAwait(false);
            _known.Clear();
            tell($"The hosts of provision {host.Provision} at {host.Driver} did not let in this machine by SSH, which comes from {shut.Own}; now they do, since the descriptor does not say who may log in (ssh_from).");
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The error that this machine is not let in, for who changes nothing; null when that is not known to be the reason.</summary>
    public async Task<EdgeException?> ExplainAsync(EdgeHost host, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await LookAsync(host, cancellationToken).ConfigureAwait(false) switch
            {
                null => null,
                { Standing.AdmitsCallers: false } shut => shut.NotNamed(host.Id, host.Hostname, host.Name),
                var shut => shut.Error(host.Id, host.Hostname, host.Name, "", FormattableString.Invariant($"Let it in with Invoke-EdgeHostCommand true -Id {host.Id} (oneprovision host ssh {host.Id} true); then run the command again.")),
            };
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task AdmitAsync(EdgeHost host, ShutOut shut, CancellationToken cancellationToken)
    {
        try
        {
            await shut.Driver.AdmitCallerAsync(host.ProvisionId, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error)
        {
            throw shut.Error(host.Id, host.Hostname, host.Name, $" It could not be let in: {error.Message}", error.RecommendedAction, error);
        }
    }

    private async Task<ShutOut?> LookAsync(EdgeHost host, CancellationToken cancellationToken)
    {
        var time = parts.Options.Time;
        if (_known.TryGetValue((host.ProvisionId, host.Driver), out var known) && time.GetElapsedTime(known.At) < s_memory)
            return known.Found;
        var found = await AskAsync(host, cancellationToken).ConfigureAwait(false);
        _known[(host.ProvisionId, host.Driver)] = (time.GetTimestamp(), found);
        return found;
    }

    private async Task<ShutOut?> AskAsync(EdgeHost host, CancellationToken cancellationToken)
    {
        try
        {
            var driver = await HostProviders.OpenAsync(parts, host, cancellationToken).ConfigureAwait(false);
            return await ShutOut.FindAsync(driver, host.ProvisionId, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException)
        {
            // Nobody can say then: what there is to tell is that the host does not answer.
            return null;
        }
    }
}
