using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Reporting;

/// <summary>One bar for the operation and one below it for each host that is being worked on, five times a second at most.</summary>
internal sealed class OperationProgress(EdgeCmdlet cmdlet, TimeProvider time)
{
    private const int ParentId = 1;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HostLine> _hosts = [];
    private string _activity = "Edge cloud";
    private string _status = "Preparing";
    private int _steps;
    private int _ended;
    private long? _shownAt;

    private sealed record HostLine(int Id, int Steps, int Ended, string Text);

    public void Begin(Plan plan) => Change(() =>
    {
        _activity = $"{plan.Verb} {plan.Provision}";
        _steps = plan.Steps.Count;
        foreach (var host in plan.Steps.Where(s => s.HostKey is not null).GroupBy(s => s.HostKey!))
            _hosts[host.Key] = new HostLine(ParentId + 1 + _hosts.Count, host.Count(), 0, "");
    });

    public void Phase(string text) => Change(() => _status = text);

    public void Waiting(string provision, string text) => Change(() =>
    {
        _activity = provision;
        _status = text;
    });

    public void StepStarted(PlanStep step) => OnStep(step, (line, text) => line with { Text = text }, step.Text);

    public void StepProgress(PlanStep step, string text, int? percent) =>
        OnStep(step, (line, shown) => line with { Text = shown }, percent is { } known ? $"{text} ({Math.Clamp(known, 0, 100)}%)" : text);

    public void StepEnded(PlanStep step)
    {
        lock (_gate)
            _ended++;
        OnStep(step, (line, _) => line with { Ended = line.Ended + 1, Text = "" }, "");
    }

    /// <summary>Ends every bar.</summary>
    public void Complete() => cmdlet.Post(() =>
    {
        lock (_gate)
        {
            foreach (var line in _hosts.Values)
                cmdlet.WriteProgress(new ProgressRecord(line.Id, "host", "done") { ParentActivityId = ParentId, RecordType = ProgressRecordType.Completed });
            cmdlet.WriteProgress(new ProgressRecord(ParentId, _activity, "done") { RecordType = ProgressRecordType.Completed });
        }
    });

    private void OnStep(PlanStep step, Func<HostLine, string, HostLine> change, string text) => Change(() =>
    {
        if (step.HostKey is { } key && _hosts.TryGetValue(key, out var line))
            _hosts[key] = change(line, text);
        else if (text.Length > 0)
            _status = text;
    });

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            if (_shownAt is { } shown && time.GetElapsedTime(shown) < s_pause)
                return;
            _shownAt = time.GetTimestamp();
        }

        cmdlet.Post(Show);
    }

    private void Show()
    {
        lock (_gate)
        {
            cmdlet.WriteProgress(new ProgressRecord(ParentId, _activity, _status.Length > 0 ? _status : " ") { PercentComplete = Percent(_ended, _steps) });
            foreach (var (key, line) in _hosts.Where(h => h.Value.Text.Length > 0))
                cmdlet.WriteProgress(new ProgressRecord(line.Id, key, line.Text) { ParentActivityId = ParentId, PercentComplete = Percent(line.Ended, line.Steps) });
        }
    }

    private static int Percent(int ended, int all) => all == 0 ? -1 : Math.Clamp(ended * 100 / all, 0, 100);
}
