using EdgeProvision.Engine.Execution.Boards;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Lets the overlay's members in to one another where a provider keeps out what is not its own.</summary>
internal static class OverlayAdmission
{
    /// <summary>At the provider of a host, before the host is told of its peers.</summary>
    public static Task OpenAsync(StepContext context, PeerView view) => view is { PublicMembers.Count: 0, IsFinal: false }
        ? Task.CompletedTask
        : context.Operation.Provider(context.Host.Driver).Driver.AdmitPeersAsync(context.Operation.ProvisionId, view.PublicMembers, view.IsFinal, context.CancellationToken);
}
