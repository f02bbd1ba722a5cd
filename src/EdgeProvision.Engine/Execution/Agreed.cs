using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>Whoever asked for it has agreed to it already; nothing more is asked.</summary>
internal sealed class Agreed : IQuestions
{
    public Task<bool> ConfirmAsync(Plan plan, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> ConfirmAbandonAsync(string text, IReadOnlyList<string> leftBehind, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<string?> PassphraseAsync(string keySource, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<FailureAnswer?> OnFailuresAsync(IReadOnlyList<StepFailure> failures, CancellationToken cancellationToken) => Task.FromResult<FailureAnswer?>(null);
}
