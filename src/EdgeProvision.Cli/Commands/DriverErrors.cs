using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary>Errors as OpenNebula's driver managers look for them on standard error: whatever else stands there is not the reason.</summary>
internal static class DriverErrors
{
    public static void Write(CommandRun run, EdgeException error) => run.Messages.Write($"ERROR MESSAGE --8<------\n{Text(error)}\nERROR MESSAGE ------>8--");

    /// <summary>For the log: the action does not fail for it.</summary>
    public static void Mention(CommandRun run, EdgeException error) => run.Messages.Write($"WARNING: {Text(error)}");

    private static string Text(EdgeException error) => string.Join(' ', new[] { error.Message, error.RecommendedAction }.OfType<string>()).ReplaceLineEndings(" ");
}
