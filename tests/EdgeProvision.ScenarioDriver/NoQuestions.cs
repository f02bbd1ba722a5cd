using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.ScenarioDriver;

/// <summary>Nobody to be asked: everything is confirmed, the rest has its default answer.</summary>
internal sealed class NoQuestions : IQuestions
{
    public Task<bool> ConfirmAsync(Plan plan, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> ConfirmAbandonAsync(string text, IReadOnlyList<string> leftBehind, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<string?> PassphraseAsync(string keySource, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<FailureAnswer?> OnFailuresAsync(IReadOnlyList<StepFailure> failures, CancellationToken cancellationToken) => Task.FromResult<FailureAnswer?>(null);
}
