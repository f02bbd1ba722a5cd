using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Jobs;

/// <summary>Asks before the job begins; behind the last question the work waits for the job.</summary>
/// <param name="questions">Asks on the pipeline.</param>
/// <param name="job">The job that will go on.</param>
internal sealed class JobQuestions(IQuestions questions, EdgeChildJob job) : IQuestions
{
    /// <inheritdoc/>
    public Task<bool> ConfirmAsync(Plan plan, CancellationToken cancellationToken) => questions.ConfirmAsync(plan, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ConfirmAbandonAsync(string text, IReadOnlyList<string> leftBehind, CancellationToken cancellationToken) =>
        questions.ConfirmAbandonAsync(text, leftBehind, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ConfirmHostKeysAsync(string provision, IReadOnlyList<ShownHostKey> keys, CancellationToken cancellationToken) =>
        questions.ConfirmHostKeysAsync(provision, keys, cancellationToken);

    /// <inheritdoc/>
    public Task AgreedAsync(CancellationToken cancellationToken) => job.AwaitBeginAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<string?> PassphraseAsync(string keySource, CancellationToken cancellationToken) =>
        job.CanAsk ? questions.PassphraseAsync(keySource, cancellationToken) : Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<FailureAnswer?> OnFailuresAsync(IReadOnlyList<StepFailure> failures, CancellationToken cancellationToken) => questions.OnFailuresAsync(failures, cancellationToken);
}
