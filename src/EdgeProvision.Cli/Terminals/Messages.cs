using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Terminals;

/// <summary>
/// Everything that goes to standard error: log, warnings, errors, questions, and on a terminal one line that says where the work is, which is
/// taken away before anything else is written. May be used from any thread.
/// </summary>
internal sealed class Messages(Terminal terminal, LogLevel level)
{
    private const string EraseLine = "\r\u001b[2K";

    private readonly Lock _lock = new();
    private bool _hasStatus;

    public LogLevel Level => level;

    public void Log(LogLevel at, string text)
    {
        if (at > level)
            return;
        Write(LogLine.Format(TimeZoneInfo.ConvertTime(terminal.Time.GetUtcNow(), terminal.Time.LocalTimeZone), at, text));
    }

    /// <summary>What the user should look at; shown whether something is logged or not.</summary>
    public void Warn(string text)
    {
        if (level >= LogLevel.Warn)
            Log(LogLevel.Warn, text);
        else
            Write($"WARNING: {text}");
    }

    public void Error(EdgeException error) => Write(ErrorText.Of(error));

    public void Error(string what) => Write($"ERROR: {what}");

    public void Write(string text)
    {
        lock (_lock)
        {
            Erase();
            terminal.Error.WriteLine(text);
            terminal.Error.Flush();
        }
    }

    /// <summary>A question; the cursor stays behind it.</summary>
    public void Ask(string prompt)
    {
        lock (_lock)
        {
            Erase();
            terminal.Error.Write(prompt);
            terminal.Error.Flush();
        }
    }

    /// <summary>Where the work is. Shown only where the line can be taken away again, and where no log tells it.</summary>
    public void Status(string text)
    {
        if (!terminal.ErrorIsTerminal || level != LogLevel.Nothing)
            return;
        lock (_lock)
        {
            terminal.Error.Write(EraseLine + FittingText.Of(text, Math.Max(1, terminal.Width - 1)));
            terminal.Error.Flush();
            _hasStatus = true;
        }
    }

    public void ClearStatus()
    {
        lock (_lock)
            Erase();
    }

    private void Erase()
    {
        if (!_hasStatus)
            return;
        terminal.Error.Write(EraseLine);
        _hasStatus = false;
    }
}
