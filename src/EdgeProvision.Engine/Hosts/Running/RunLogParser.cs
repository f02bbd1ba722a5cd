using System.Globalization;
using System.Text;
using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Engine.Hosts.Running;

/// <summary>
/// Turns a run's log, in whatever pieces it comes, into step reports. Lines that are not steps are the output of the step that is under way.
/// Steps only go forward: a line that a command prints to look like an earlier step, or like one that has not started, is output.
/// </summary>
internal sealed class RunLogParser(IReadOnlyList<HostStep> steps, Action<HostStepReport> onStep)
{
    private const int LongestLine = 1024 * 1024;
    private readonly MemoryStream _line = new();
    private readonly List<HostStepReport> _reports = [];
    private readonly OutputTail _tail = new();
    private int _lastEnded = -1;
    private int? _current;

    public IReadOnlyList<HostStepReport> Reports => _reports;

    /// <summary>The last lines that are of no step that has ended.</summary>
    public string Output => _tail.ToString();

    /// <summary>Takes the next bytes of the log.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Keep(bytes[..end]);
            EndLine();
            bytes = bytes[(end + 1)..];
        }
        Keep(bytes);
    }

    /// <summary>
    /// Called when the program is over. One that failed without saying in which step (killed, out of time, broken by a syntax error) has failed in the step under way.
    /// </summary>
    public void Complete(bool failed, string reason)
    {
        if (_line.Length > 0)
            EndLine();
        if (failed && !_reports.Exists(report => report.Outcome == HostStepOutcome.Failed))
            Report(_current ?? _lastEnded + 1, HostStepOutcome.Failed, TimeSpan.Zero, reason, reason);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_line.Length + bytes.Length <= LongestLine)
            _line.Write(bytes);
    }

    private void EndLine()
    {
        string line = Encoding.UTF8.GetString(_line.GetBuffer(), 0, (int)_line.Length);
        _line.SetLength(0);
        if (!line.StartsWith("@step\t", StringComparison.Ordinal) || !TryStep(line.Split('\t')))
            _tail.Add(line);
    }

    private bool TryStep(string[] words)
    {
        if (words.Length < 3 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index <= _lastEnded || (steps.Count > 0 && index >= steps.Count))
            return false;
        if (words is [_, _, "start"])
        {
            if (_current is not null)
                return false;
            _current = index;
            _tail.Clear();
            return true;
        }
        if (words is not [_, _, var word, var milliseconds, var base64] || (_current is not null && _current != index)
            || Outcome(word) is not { } outcome || !double.TryParse(milliseconds, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double spent) || Math.Abs(spent) > 1e10)
            return false;
        // Skipped steps need not have started.
        if (_current is null && outcome != HostStepOutcome.Skipped)
            return false;
        if (Detail(base64) is not { } detail)
            return false;
        // A clock that was set back meanwhile is no reason to lose the report.
        Report(index, outcome, TimeSpan.FromMilliseconds(Math.Max(0, spent)), detail);
        return true;
    }

    private void Report(int index, HostStepOutcome outcome, TimeSpan spent, string detail, string? reason = null)
    {
        // A program that keeps its steps' output to itself says the last of it in the detail; otherwise it stands in the log.
        if (outcome == HostStepOutcome.Failed && _tail.ToString() is { Length: > 0 } output)
            detail = detail.Length == 0 || detail == reason ? (detail + "\n" + output).Trim() : detail;
        HostStep? step = index < steps.Count ? steps[index] : null;
        HostStepReport report = new(index, step?.Role ?? "", step?.Title ?? string.Create(CultureInfo.InvariantCulture, $"step {index + 1}"), outcome, spent, detail);
        _lastEnded = index;
        _current = null;
        _tail.Clear();
        _reports.Add(report);
        onStep(report);
    }

    private static HostStepOutcome? Outcome(string word) => word switch
    {
        "ok" => HostStepOutcome.Ok,
        "changed" => HostStepOutcome.Changed,
        "failed" => HostStepOutcome.Failed,
        "skipped" => HostStepOutcome.Skipped,
        "unknown" => HostStepOutcome.Unknown,
        _ => null,
    };

    private static string? Detail(string base64)
    {
        if (base64 is "-" or "")
            return "";
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
