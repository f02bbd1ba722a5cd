using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>A user who agrees, and who answers failures as told.</summary>
internal sealed class Answers : IQuestions
{
    public Queue<FailureAnswer?> OnFailures { get; } = new();

    public Task<bool> ConfirmAsync(Plan plan, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> ConfirmAbandonAsync(string text, IReadOnlyList<string> leftBehind, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Whether the hosts' keys are the right ones.</summary>
    public bool AreHostKeysRight { get; set; } = true;

    public List<ShownHostKey> HostKeys { get; } = [];

    public Task<bool> ConfirmHostKeysAsync(string provision, IReadOnlyList<ShownHostKey> keys, CancellationToken cancellationToken)
    {
        HostKeys.AddRange(keys);
        return Task.FromResult(AreHostKeysRight);
    }

    /// <summary>What opens the user's key; nobody is asked for it once all before the lock is agreed to, as in a job.</summary>
    public string? Passphrase { get; set; }

    /// <summary>How often it was asked for.</summary>
    public int PassphraseQuestions { get; private set; }

    private bool HasAgreed { get; set; }

    public Task AgreedAsync(CancellationToken cancellationToken)
    {
        HasAgreed = true;
        return Task.CompletedTask;
    }

    public Task<string?> PassphraseAsync(string keySource, CancellationToken cancellationToken)
    {
        PassphraseQuestions++;
        return Task.FromResult(HasAgreed ? null : Passphrase);
    }

    public Task<FailureAnswer?> OnFailuresAsync(IReadOnlyList<StepFailure> failures, CancellationToken cancellationToken) =>
        Task.FromResult(OnFailures.TryDequeue(out var answer) ? answer : null);
}
