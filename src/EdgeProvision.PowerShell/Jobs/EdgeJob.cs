using System.Management.Automation;

namespace EdgeProvision.PowerShell.Jobs;

/// <summary>What a cmdlet with -AsJob writes: the work on its targets, one child each.</summary>
internal sealed class EdgeJob : Job
{
    // More than the engine needs to come to a safe point.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<EdgeChildJob> _children;

    public EdgeJob(string command, IReadOnlyList<EdgeChildJob> children)
        : base(command)
    {
        _children = children;
        PSJobTypeName = "EdgeJob";
        foreach (var child in children)
            ChildJobs.Add(child);
    }

    /// <inheritdoc/>
    public override bool HasMoreData => _children.Any(c => c.HasMoreData);

    /// <inheritdoc/>
    public override string Location => _children[0].Location;

    /// <inheritdoc/>
    public override string StatusMessage => string.Join("; ", _children.Where(c => c.StatusMessage.Length > 0).Select(c => $"{c.Name}: {c.StatusMessage}"));

    /// <summary>Lets the work go on.</summary>
    public void Begin()
    {
        SetJobState(JobState.Running);
        foreach (var child in _children)
        {
            child.StateChanged += (_, _) => Follow();
            child.Begin();
        }

        Follow();
    }

    /// <inheritdoc/>
    public override void StopJob()
    {
        foreach (var child in _children)
            child.Cancel();
        Finished.WaitOne(s_patience);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var child in _children)
                child.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Ends when the last child has ended, and is what the worst of them is.</summary>
    private void Follow()
    {
        lock (_gate)
        {
            var states = _children.Select(c => c.JobStateInfo.State).ToList();
            if (JobStateInfo.State != JobState.Running || states.Any(s => s is not (JobState.Completed or JobState.Failed or JobState.Stopped)))
                return;
            SetJobState(states.Contains(JobState.Failed) ? JobState.Failed : states.Contains(JobState.Stopped) ? JobState.Stopped : JobState.Completed);
        }
    }
}
