using System.Globalization;
using System.Text;
using EdgeProvision.Engine.Aliases;

namespace EdgeProvision.Cli.Terminals;

/// <summary>The log of a hook, as the original wrote it: nobody sees what a hook prints. Where the file cannot be written, standard error has it.</summary>
/// <param name="path">The file.</param>
/// <param name="terminal">Clock and standard error.</param>
internal sealed class HookLog(string path, Terminal terminal)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private bool _isClosed;

    public void Write(AliasMessage message)
    {
        var time = TimeZoneInfo.ConvertTime(terminal.Time.GetUtcNow(), terminal.Time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture).Remove(23, 1);
        var line = $"[{time}][VM {message.VmId?.ToString(CultureInfo.InvariantCulture) ?? "-"}][{(message.IsError ? 'E' : 'I')}] {message.Text}\n";
        if (!SpinWait.SpinUntil(() => TryAppend(line) is not null, s_patience) || _isClosed)
            terminal.Error.Write(line);
    }

    /// <summary>Null while another hook is writing: lines of hooks that run at once stay whole.</summary>
    private bool? TryAppend(string line)
    {
        try
        {
            if (!_isClosed)
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
                file.Write(Encoding.UTF8.GetBytes(line));
            }
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            _isClosed = true;
        }
        catch (IOException)
        {
            return null;
        }

        return true;
    }
}
