using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Jobs;

/// <summary>Asks before the job begins; behind the last question the work waits for the job.</summary>
/// <param name="questions">Asks on the pipeline.</param>
/// <param name="job">The job that will go on.</param>
/// <param name="asksTwice">True where abandoning is asked about after the plan.</param>
internal sealed class JobQuestions(IQuestions questions, EdgeChildJob job, bool asksTwice) : IQuestions
{
    /// <inheritdoc/>
    public async Task<bool> ConfirmAsync(Plan plan, CancellationToken cancellationToken)
    {
        var agreed = await questions.ConfirmAsync(plan, cancellationToken).ConfigureAwait(false);
        if (agreed && !asksTwice)
            await job.AwaitBeginAsync(cancellationToken).ConfigureAwait(false);
        return agreed;
    }

    /// <inheritdoc/>
    public async Task<bool> ConfirmAbandonAsync(string text, IReadOnlyList<string> leftBehind, CancellationToken cancellationToken)
    {
        var agreed = await questions.ConfirmAbandonAsync(text, leftBehind, cancellationToken).ConfigureAwait(false);
        if (agreed)
            await job.AwaitBeginAsync(cancellationToken).ConfigureAwait(false);
        return agreed;
    }

    /// <inheritdoc/>
    public Task<string?> PassphraseAsync(string keySource, CancellationToken cancellationToken) =>
        job.CanAsk ? questions.PassphraseAsync(keySource, cancellationToken) : Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<FailureAnswer?> OnFailuresAsync(IReadOnlyList<StepFailure> failures, CancellationToken cancellationToken) => questions.OnFailuresAsync(failures, cancellationToken);
}
