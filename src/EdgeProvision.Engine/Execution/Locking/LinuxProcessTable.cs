namespace EdgeProvision.Engine.Execution.Locking;

/// <summary>The process table that /proc shows. On other systems nothing can be proven, and only silence ends a lock.</summary>
public sealed class LinuxProcessTable : IProcessTable
{
    /// <inheritdoc/>
    public ProcessIdentity Self { get; } = new(
        Environment.MachineName, Read("/proc/sys/kernel/random/boot_id"), PidNamespace(), Environment.ProcessId, StartTime("self") ?? "");

    /// <inheritdoc/>
    public bool IsProvenDead(ProcessIdentity process)
    {
        if (process.BootId.Length == 0 || process.PidNamespace.Length == 0 || process.StartTime.Length == 0
            || process.BootId != Self.BootId || process.PidNamespace != Self.PidNamespace)
        {
            return false;
        }

        var path = process.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!Directory.Exists($"/proc/{path}"))
            return Directory.Exists("/proc/self");
        return StartTime(path) is { } start && start != process.StartTime;
    }

    private static string PidNamespace()
    {
        try
        {
            return new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>The 22nd field, counted after the last parenthesis, since the second field may contain anything.</summary>
    private static string? StartTime(string process)
    {
        var stat = Read($"/proc/{process}/stat");
        var end = stat.LastIndexOf(')');
        var fields = end < 0 ? [] : stat[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 ? fields[19] : null;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
