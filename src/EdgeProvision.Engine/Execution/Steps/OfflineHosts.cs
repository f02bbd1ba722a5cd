using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Hosts that a removal took offline before it was refused.</summary>
internal static class OfflineHosts
{
    /// <summary>Gives them back the state that they had. Those that are not to be removed were never touched.</summary>
    public static async Task RestoreAsync(StepContext context)
    {
        var scope = context.Operation;
        using var grace = new StopGrace(context);
        foreach (var host in scope.Hosts.Values.Where(h => scope.Going.Hosts.Contains(h.HostId) && !h.WasOffline))
        {
            try
            {
                await scope.FrontEnd.Hosts.SetStatusAsync(host.HostId, host.WasDisabled ? HostStatus.Disabled : HostStatus.Enabled, grace.Token).ConfigureAwait(false);
            }
            catch (FrontEndException error) when (error.Kind == ErrorKind.NotFound)
            {
                // Somebody removed it meanwhile; the refusal is what is to be told.
            }
        }
    }
}
