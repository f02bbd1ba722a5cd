using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>Nobody who could be asked.</summary>
internal sealed class ScriptedQuestions : IQuestions
{
    public Task<bool> ConfirmAsync(Plan plan, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> ConfirmAbandonAsync(string text, IReadOnlyList<string> leftBehind, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<string?> PassphraseAsync(string keySource, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<FailureAnswer?> OnFailuresAsync(IReadOnlyList<StepFailure> failures, CancellationToken cancellationToken) => Task.FromResult<FailureAnswer?>(null);
}
