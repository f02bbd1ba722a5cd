using System.Management.Automation;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Reporting;

/// <summary>One bar for the operation and one below it for each host that is being worked on, five times a second at most, with the time that is left.</summary>
internal sealed class OperationProgress(IWorkStreams streams, TimeProvider time, int width)
{
    private const int ParentId = 1;

    // Of a line, PowerShell takes this for what stands around activity and status: indentation, brackets, blanks, the seconds that are left.
    private const int Frame = 15;
    private const int LeastStatus = 20;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HostLine> _hosts = [];
    private readonly long _began = time.GetTimestamp();
    private PlanProgress? _progress;
    private string _activity = "Edge cloud";
    private string _status = "Preparing";
    private long? _shownAt;

    private sealed record HostLine(int Id, string Text);

    public void Begin(Plan plan) => Change(() =>
    {
        _activity = $"{plan.Verb} {plan.Provision}";
        _progress = new PlanProgress(plan);
        foreach (var host in plan.Steps.Where(s => s.HostKey is not null).GroupBy(s => s.HostKey!))
            _hosts.TryAdd(host.Key, new HostLine(ParentId + 1 + _hosts.Count, ""));
    });

    public void Phase(string text) => Change(() => _status = text);

    public void Waiting(string provision, string text) => Change(() =>
    {
        _activity = provision;
        _status = text;
    });

    public void StepStarted(PlanStep step) => Change(() =>
    {
        _progress?.Started(step.Id, time.GetElapsedTime(_began));
        Tell(step, step.Text);
    });

    public void StepProgress(PlanStep step, string text, int? percent) =>
        Change(() => Tell(step, percent is { } known ? $"{text} ({Math.Clamp(known, 0, 100)}%)" : text));

    public void StepEnded(PlanStep step) => Change(() =>
    {
        _progress?.Ended(step.Id);
        Tell(step, "");
    });

    /// <summary>Ends every bar.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            foreach (var line in _hosts.Values)
                streams.Progress(new ProgressRecord(line.Id, "host", "done") { ParentActivityId = ParentId, RecordType = ProgressRecordType.Completed });
            streams.Progress(new ProgressRecord(ParentId, _activity, "done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private void Tell(PlanStep step, string text)
    {
        if (step.HostKey is { } key && _hosts.TryGetValue(key, out var line))
            _hosts[key] = line with { Text = text };
        else if (text.Length > 0)
            _status = text;
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            if (_shownAt is { } shown && time.GetElapsedTime(shown) < s_pause)
                return;
            _shownAt = time.GetTimestamp();
            Show();
        }
    }

    private void Show()
    {
        var now = time.GetElapsedTime(_began);
        streams.Progress(Bar(ParentId, _activity, _status, null, now));
        foreach (var (key, line) in _hosts.Where(h => h.Value.Text.Length > 0))
        {
            var bar = Bar(line.Id, key, line.Text, key, now);
            bar.ParentActivityId = ParentId;
            streams.Progress(bar);
        }
    }

    private ProgressRecord Bar(int id, string activity, string status, string? hostKey, TimeSpan now) => new(id, activity, status.Length > 0 ? Fitting(activity, status, hostKey) : " ")
    {
        PercentComplete = _progress?.Percent(hostKey) ?? -1,

        // -1 is what PowerShell takes for "nobody knows".
        SecondsRemaining = _progress?.Remaining(hostKey, now) is { } rest ? (int)Math.Min(Math.Ceiling(rest.TotalSeconds), int.MaxValue) : -1,
    };

    /// <summary>PowerShell cuts a status off at the end of the line, wherever that is. The host's name can go first: it stands before the status already.</summary>
    private string Fitting(string activity, string status, string? hostKey)
    {
        var room = Math.Max(LeastStatus, width - activity.Length - Frame);
        var named = $" for {hostKey}";
        return FittingText.Of(status.Length > room && status.EndsWith(named, StringComparison.Ordinal) ? status[..^named.Length] : status, room);
    }
}
