namespace EdgeProvision.Cli.Operations;

/// <summary>A question before something is lost for good. The original asks nothing, and its scripts count on that.</summary>
internal static class Confirmation
{
    /// <summary>Asks who sits there; where nobody does, says that it is done without a question.</summary>
    /// <param name="run">The command.</param>
    /// <param name="question">Ends in <c>[y/N] </c>.</param>
    /// <param name="what">What is done, for where nobody can be asked.</param>
    public static bool Ask(CommandRun run, string question, string what)
    {
        if (!run.IsInteractive)
        {
            WarnUnasked(run, what);
            return true;
        }

        run.Messages.Ask(question);
        return run.Terminal.Input.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>Who did not mean to be a script should not see nothing at all.</summary>
    public static void WarnUnasked(CommandRun run, string what)
    {
        if (!run.Modes.Batch)
            run.Messages.Warn($"{what}: nobody can be asked, since standard input is no terminal, so it is done without a question. --batch says that this is meant.");
    }
}
