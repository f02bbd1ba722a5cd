using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Reporting;

/// <summary>Asks what the engine wants to know through PowerShell's own questions.</summary>
/// <param name="cmdlet">The cmdlet that asks.</param>
/// <param name="streams">Where it asks.</param>
/// <param name="confirm">Asks about the plan, on the pipeline's thread.</param>
/// <param name="force">Answers the second question with yes.</param>
internal sealed class CmdletQuestions(EdgeCmdlet cmdlet, IWorkStreams streams, Func<Plan, bool> confirm, bool force) : IQuestions
{
    /// <summary>Asks in the pipeline.</summary>
    public CmdletQuestions(EdgeCmdlet cmdlet, Func<Plan, bool> confirm, bool force)
        : this(cmdlet, cmdlet.Streams, confirm, force)
    {
    }

    /// <inheritdoc/>
    public Task<bool> ConfirmAsync(Plan plan, CancellationToken cancellationToken) =>
        streams.AskAsync(() => Answerable(() => confirm(plan), "-Confirm:$false"), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ConfirmAbandonAsync(string text, IReadOnlyList<string> leftBehind, CancellationToken cancellationToken)
    {
        if (force)
            return Task.FromResult(true);
        var query = leftBehind.Count == 0 ? text : $"{text}\n{string.Join('\n', leftBehind)}";
        return streams.AskAsync(() => Answerable(() => cmdlet.ShouldContinue(query, "What is left behind must be released by hand"), "-Force"), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> ConfirmHostKeysAsync(string provision, IReadOnlyList<ShownHostKey> keys, CancellationToken cancellationToken)
    {
        if (force)
            return Task.FromResult(true);
        var query = $"These are the SSH keys that the hosts of provision {provision} show. Are they the right ones?\n{string.Join('\n', keys)}";
        return streams.AskAsync(
            () => Answerable(() => cmdlet.ShouldContinue(query, "The keys are pinned: later connections are held to them"), $"-AcceptHostKey {string.Join(", ", keys.Select(k => k.Fingerprint))}"),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> PassphraseAsync(string keySource, CancellationToken cancellationToken) =>
        streams.AskAsync(() => SecretPrompt.Ask(cmdlet, $"Passphrase of {keySource}"), cancellationToken);

    /// <inheritdoc/>
    public Task<FailureAnswer?> OnFailuresAsync(IReadOnlyList<StepFailure> failures, CancellationToken cancellationToken) =>
        // -OnFailure has said it already.
        Task.FromResult<FailureAnswer?>(null);

    /// <summary>A question where nobody can answer it becomes an error that names the way to say yes.</summary>
    internal static bool Answerable(Func<bool> question, string consent)
    {
        try
        {
            return question();
        }
        catch (Exception error) when (SecretPrompt.IsNobodyThere(error))
        {
            throw new EdgeException("ConfirmationImpossible", ErrorKind.Refused, "This needs a confirmation, and nobody can be asked here. Nothing was changed.", error)
            {
                RecommendedAction = $"Add {consent} to go ahead without a question, or -WhatIf to see what would be done.",
            };
        }
    }
}
