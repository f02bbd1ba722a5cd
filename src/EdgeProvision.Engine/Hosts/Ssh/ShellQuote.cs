namespace EdgeProvision.Engine.Hosts.Ssh;

/// <summary>Makes one word of a POSIX shell out of any text.</summary>
internal static class ShellQuote
{
    /// <summary>The text between single quotes; a NUL, which no shell can carry, is an error.</summary>
    public static string Word(string text) =>
        text.Contains('\0') ? throw new ArgumentException("A shell word cannot contain NUL.", nameof(text)) : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>A command line that runs a script with arguments, whatever the login shell is.</summary>
    public static string Script(string script, params IEnumerable<string> arguments) =>
        string.Join(' ', ["/bin/sh", "-c", Word(script), "edgeprovision", .. arguments.Select(Word)]);
}
