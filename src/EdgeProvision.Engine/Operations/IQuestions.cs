using EdgeProvision.Model;

namespace EdgeProvision.Engine.Operations;

/// <summary>What must be asked of the user. A door that cannot ask answers with the default.</summary>
public interface IQuestions
{
    /// <summary>Shall this plan be run? Asked once, before the lock is taken.</summary>
    Task<bool> ConfirmAsync(Plan plan, CancellationToken cancellationToken);

    /// <summary>A second question for what cannot be undone and leaves things behind (<c>-Abandon</c>). The default answer is no.</summary>
    Task<bool> ConfirmAbandonAsync(string text, IReadOnlyList<string> leftBehind, CancellationToken cancellationToken);

    /// <summary>
    /// Are these the right keys of the hosts? They are pinned then, and every later connection is held to them. The default answer is no.
    /// </summary>
    Task<bool> ConfirmHostKeysAsync(string provision, IReadOnlyList<ShownHostKey> keys, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>
    /// All that is asked before the lock is taken has been answered with yes: what follows changes something. A door may take its time here.
    /// </summary>
    Task AgreedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The passphrase of an encrypted SSH key, or null when nobody can be asked.</summary>
    Task<string?> PassphraseAsync(string keySource, CancellationToken cancellationToken);

    /// <summary>What to do about these failures, asked once when everything else has ended; null keeps to the failure mode that was given.</summary>
    Task<FailureAnswer?> OnFailuresAsync(IReadOnlyList<StepFailure> failures, CancellationToken cancellationToken);
}
