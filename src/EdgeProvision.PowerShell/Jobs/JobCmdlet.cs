using System.Management.Automation;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Jobs;

/// <summary>
/// A cmdlet that can leave its work to a job. It looks, plans and asks as ever, since a job can ask nobody; what has been confirmed then runs in the job, a
/// child for each target. Nothing of it begins before all questions are answered.
/// </summary>
public abstract class JobCmdlet : CloudCmdlet
{
    private readonly List<EdgeChildJob> _children = [];
    private bool _isWhatIf;
    private bool _isDebug;

    /// <summary>Runs in the background and writes the job. What has to be asked is asked before.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Whether this call only shows what it would do; that is shown at once, and no job is made.</summary>
    private protected bool IsShowing => _isWhatIf;

    /// <summary>The command, for the jobs' names.</summary>
    private string CommandName => MyInvocation.MyCommand?.Name ?? "";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _isWhatIf = IsWhatIf();
        _isDebug = MyInvocation.BoundParameters.ContainsKey("Debug") || !"SilentlyContinue".Equals(SessionState.PSVariable.GetValue("DebugPreference")?.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var children = _children.Where(c => c.IsWanted).ToList();
        if (children.Count == 0)
            return;
        var job = new EdgeJob($"{CommandName} {string.Join(", ", children.Select(c => c.Name))}", children);
        JobRepository.Add(job);
        _children.RemoveAll(children.Contains);
        GiveUpRest();
        job.Begin();
        WriteObject(job);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);

        // Stopped, or broken off by an error, before the job was there: nothing of what waits for its beginning may go on.
        GiveUpRest();
    }

    /// <summary>
    /// Does work on targets, one after the other; in a job, up to where each has nothing more to ask. An error of one does not keep the others from it; that
    /// of the only one ends the cmdlet, unless its job has begun.
    /// </summary>
    /// <param name="targets">What is worked on.</param>
    /// <param name="name">A target's name, for the job.</param>
    /// <param name="work">The work on one.</param>
    /// <param name="cancellationToken">Stops.</param>
    private protected Task EachAsync<T>(
        IReadOnlyList<T> targets, Func<T, string> name, Func<T, IWorkStreams, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var location = (Cloud ?? Session.Current?.Cloud)?.Endpoint.ToString() ?? "";
        return ForEachAsync(targets, BeginAsync);

        async Task BeginAsync(T target)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!AsJob || _isWhatIf)
            {
                await work(target, Streams, cancellationToken).ConfigureAwait(false);
                return;
            }

            var child = new EdgeChildJob(this, $"{CommandName} {name(target)}", name(target), location) { KeepsDebug = _isDebug };
            _children.Add(child);
            await child.PrepareAsync((streams, token) => work(target, streams, token), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>In a job: waits until it begins. Where something is asked of the engine's plan, that does it.</summary>
    private protected static Task NothingToAskAsync(IWorkStreams streams, CancellationToken cancellationToken) =>
        streams is EdgeChildJob job ? job.AwaitBeginAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>What no job has taken over ends.</summary>
    private void GiveUpRest()
    {
        foreach (var child in _children)
            child.GiveUp();
        _children.Clear();
    }
}
