using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Programs.Shell;

/// <summary>Makes one word of shell text out of any value.</summary>
internal static class ShellWord
{
    /// <summary>
    /// Quotes a value so that a POSIX shell takes it as exactly one word and expands nothing in it. Between single quotes every byte but the
    /// quote itself stands for itself, newlines included; a quote ends the quoting, stands escaped, and opens it again.
    /// </summary>
    public static string Quote(string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
            throw new EdgeException("ConfigurationInvalid", ErrorKind.InvalidInput, "A configuration value contains a NUL character, which no shell can carry.");
        return $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
