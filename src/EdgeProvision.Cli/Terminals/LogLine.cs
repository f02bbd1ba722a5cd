using System.Globalization;

namespace EdgeProvision.Cli.Terminals;

/// <summary>The original's log format, which users grep: <c>2020-02-02 10:00:00 INFO  : Deploying</c>.</summary>
internal static class LogLine
{
    public static string Format(DateTimeOffset time, LogLevel level, string text)
    {
        var stamp = time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{stamp} {level.ToString().ToUpperInvariant(),-5} : {text}";
    }
}
