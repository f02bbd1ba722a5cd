using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>Confirms every plan and has nothing else to say.</summary>
internal sealed class Consent : IQuestions
{
    public static Consent Given { get; } = new();

    public Task<bool> ConfirmAsync(Plan plan, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> ConfirmAbandonAsync(string text, IReadOnlyList<string> leftBehind, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<string?> PassphraseAsync(string keySource, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<FailureAnswer?> OnFailuresAsync(IReadOnlyList<StepFailure> failures, CancellationToken cancellationToken) => Task.FromResult<FailureAnswer?>(null);
}
