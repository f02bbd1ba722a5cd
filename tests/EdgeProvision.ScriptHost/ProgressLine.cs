using System.Management.Automation;

namespace EdgeProvision.ScriptHost;

/// <summary>One line at the bottom of a terminal that says what goes on; into a pipe or file it says nothing.</summary>
internal sealed class ProgressLine
{
    private readonly Lock _lock = new();
    private bool _shown;

    public void Show(ProgressRecord record)
    {
        if (Console.IsErrorRedirected || record.ParentActivityId >= 0)
            return;
        Clear();
        if (record.RecordType == ProgressRecordType.Completed)
            return;
        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : "";
        var text = $"{record.Activity}: {record.StatusDescription}{percent}".ReplaceLineEndings(" ");
        var width = Math.Max(20, Console.WindowWidth - 1);
        lock (_lock)
        {
            Console.Error.Write(text.Length > width ? text[..width] : text);
            _shown = true;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            if (_shown)
                Console.Error.Write("\r\u001b[K");
            _shown = false;
        }
    }
}
