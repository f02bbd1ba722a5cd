using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary>Errors as OpenNebula's driver managers look for them on standard error: whatever else stands there is not the reason.</summary>
internal static class DriverErrors
{
    public static void Write(CommandRun run, EdgeException error)
    {
        var text = string.Join(' ', new[] { error.Message, error.RecommendedAction }.OfType<string>()).ReplaceLineEndings(" ");
        run.Messages.Write($"ERROR MESSAGE --8<------\n{text}\nERROR MESSAGE ------>8--");
    }
}
