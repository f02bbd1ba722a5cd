using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Operations;

/// <summary>Asks on the terminal; where nobody sits there, or with <c>--batch</c>, answers what the options say.</summary>
internal sealed class ConsoleQuestions(CommandRun run, OperationRequest request, OperationReporter reporter) : IQuestions
{
    private readonly HashSet<StepFailure> _told = [];

    public Task<bool> ConfirmAsync(Plan plan, CancellationToken cancellationToken)
    {
        // The original asks nothing; what is lost for good is worth a question to somebody who sits there.
        var destroys = request is DeleteRequest or DeleteHostsRequest;
        if (!destroys)
            return Task.FromResult(true);
        if (!run.IsInteractive)
        {
            Confirmation.WarnUnasked(run, $"{plan.Verb} {plan.Provision}");
            return Task.FromResult(true);
        }

        foreach (var step in plan.Steps.Where(s => s.Effect is PlanEffect.Release or PlanEffect.Delete))
            run.Messages.Write($"  {step.Text}");
        return Task.FromResult(AskYesNo($"{plan.Verb} {plan.Provision}: this cannot be undone. Continue? [y/N] ", " --batch does it without a question."));
    }

    public Task<bool> ConfirmAbandonAsync(string text, IReadOnlyList<string> leftBehind, CancellationToken cancellationToken)
    {
        if (!run.IsInteractive)
            return Task.FromResult(false);
        run.Messages.Write(text);
        foreach (var left in leftBehind)
            run.Messages.Write($"  {left}");
        return Task.FromResult(AskYesNo("Leave them behind? [y/N] "));
    }

    public Task<bool> ConfirmHostKeysAsync(string provision, IReadOnlyList<ShownHostKey> keys, CancellationToken cancellationToken)
    {
        if (!run.IsInteractive)
            return Task.FromResult(false);
        run.Messages.Write($"These are the SSH keys that the hosts of provision {provision} show; they are pinned, and later connections are held to them:");
        foreach (var key in keys)
            run.Messages.Write($"  {key}");
        return Task.FromResult(AskYesNo("Are they the right ones? [y/N] "));
    }

    public Task<string?> PassphraseAsync(string keySource, CancellationToken cancellationToken)
    {
        if (!run.IsInteractive)
            return Task.FromResult<string?>(null);
        run.Messages.Ask($"Passphrase of the SSH key {keySource}: ");
        return Task.FromResult(run.Terminal.ReadSecret());
    }

    public Task<FailureAnswer?> OnFailuresAsync(IReadOnlyList<StepFailure> failures, CancellationToken cancellationToken)
    {
        if (!run.IsInteractive)
        {
            Tell(failures);
            return Task.FromResult<FailureAnswer?>(null);
        }

        foreach (var failure in failures)
        {
            _told.Add(failure);
            run.Messages.Write(ErrorText.Of(failure, reporter.TextOf(failure.StepId)));
        }

        var menu = new FailureMenu(canCleanUp: request is CreateRequest, run.Modes.MenuDefault);
        return Task.FromResult(menu.Ask(run.Messages, run.Terminal.Input));
    }

    /// <summary>Says what failed, each failure once.</summary>
    public void Tell(IReadOnlyList<StepFailure> failures)
    {
        foreach (var failure in failures.Where(_told.Add))
        {
            if (run.Modes.OnFailure == FailureMode.Skip)
                run.Messages.Warn(ErrorText.Skipped(failure, reporter.TextOf(failure.StepId)));
            else
                run.Messages.Write(ErrorText.Of(failure, reporter.TextOf(failure.StepId)));
        }
    }

    private bool AskYesNo(string prompt, string advice = "")
    {
        run.Messages.Ask(prompt);
        if (run.Terminal.Input.ReadLine() is { } answer)
            return answer.Trim().ToLowerInvariant() is "y" or "yes";
        run.Messages.Write("");
        run.Messages.Error($"Nobody has answered: the input has ended.{advice}");
        return false;
    }
}
