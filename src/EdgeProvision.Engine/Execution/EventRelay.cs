using System.Globalization;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;

namespace EdgeProvision.Engine.Execution;

/// <summary>
/// Hands events to the observer one at a time, whichever step they come from, and says when the work enters a phase for the first time.
/// There are no phases in the engine; the words are those that users of the original know and look for in logs, where hosts go by their ids.
/// </summary>
internal sealed class EventRelay(IOperationObserver observer, string provisionId)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _phases = [];
    private readonly List<string> _warnings = [];
    private string _provisionId = provisionId;
    private IReadOnlyDictionary<string, int> _hostIds = new Dictionary<string, int>();
    private bool _hasFailed;

    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_lock)
                return [.. _warnings];
        }
    }

    /// <summary>It is known now which provision is worked on, and by which ids its hosts go.</summary>
    public void Know(string provision, IReadOnlyDictionary<string, int> hostIds)
    {
        lock (_lock)
            (_provisionId, _hostIds) = (provision, hostIds);
    }

    public void Send(OperationEvent operationEvent)
    {
        lock (_lock)
        {
            // The world is looked at more than once, and would be complained about as often.
            if (operationEvent is OperationEvent.Message { Level: MessageLevel.Warning } warning)
            {
                if (_warnings.Contains(warning.Text))
                    return;
                _warnings.Add(warning.Text);
            }

            if (operationEvent is OperationEvent.StepStarted { Step: var step } && Enum.TryParse<StepKind>(step.Kind, out var kind) && PhaseOf(kind, step.Target) is { } phase && _phases.Add(phase))
                Show(new OperationEvent.Phase(phase));
            if (operationEvent is OperationEvent.HostStepEnded && _phases.Add("Configuring hosts"))
                Show(new OperationEvent.Phase("Configuring hosts"));
            Show(operationEvent);
        }
    }

    /// <summary>What only shows the work must not stop it: machines are paid for meanwhile.</summary>
    private void Show(OperationEvent operationEvent)
    {
        try
        {
            observer.OnEvent(operationEvent);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or StackOverflowException))
        {
            if (!_hasFailed)
                _warnings.Add($"Not everything that happened could be shown ({error.GetType().Name}).");
            _hasFailed = true;
        }
    }

    private string? PhaseOf(StepKind kind, string target) => kind switch
    {
        StepKind.Record or StepKind.Cluster or StepKind.Datastore or StepKind.Network or StepKind.ClaimHost => "Creating provision objects",
        StepKind.RentDevice => "Deploying",
        StepKind.AwaitDevice => "Monitoring hosts",
        StepKind.ConfigureHost => "Checking working SSH connection",
        StepKind.MarkDeleting => $"Deleting provision {_provisionId}",
        StepKind.ReleaseDevice => "Undeploying hosts",
        StepKind.DeleteNetwork or StepKind.DeleteDatastore or StepKind.DeleteCluster => "Deleting provision objects",
        StepKind.StartHost => $"Resuming host: {IdOf(target)}",
        StepKind.StopHost => $"Powering off host: {IdOf(target)}",
        StepKind.RestartHost => $"Rebooting host: {IdOf(target)}",
        StepKind.ResetHost => $"Resetting host: {IdOf(target)}",
        _ => null,
    };

    private string IdOf(string hostKey) => _hostIds.TryGetValue(hostKey, out var id) ? id.ToString(CultureInfo.InvariantCulture) : hostKey;
}
