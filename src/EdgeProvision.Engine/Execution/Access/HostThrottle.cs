using EdgeProvision.Engine.Planning;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>
/// Limits how many hosts are worked on at once, when the user gave a limit: a host enters with its first step and leaves after its last.
/// Steps that other hosts are waited for around are left out, since they would hold the others' place: settling an order before a changed
/// descriptor is accepted, agreeing on peers, and going offline before
/// a removal, which all hosts do before any goes on, and the end of a removed host's object, which waits until the overlay has been told.
/// </summary>
internal sealed class HostThrottle : IDisposable
{
    private readonly SemaphoreSlim _places;
    private readonly Dictionary<string, int> _stepsLeft;
    private readonly Dictionary<string, Task> _entered = new(StringComparer.Ordinal);

    public HostThrottle(int limit, IReadOnlyList<PlannedStep> steps)
    {
        _places = new SemaphoreSlim(Math.Max(1, limit));
        _stepsLeft = steps.Where(Counts).GroupBy(s => s.HostKey!).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
    }

    public Task EnterAsync(PlannedStep step, CancellationToken cancellationToken)
    {
        if (!Counts(step))
            return Task.CompletedTask;
        lock (_entered)
        {
            if (!_entered.TryGetValue(step.HostKey!, out var entered))
                _entered[step.HostKey!] = entered = _places.WaitAsync(cancellationToken);
            return entered;
        }
    }

    public void Ended(PlannedStep step)
    {
        if (!Counts(step))
            return;
        lock (_entered)
        {
            if (--_stepsLeft[step.HostKey!] == 0 && _entered.TryGetValue(step.HostKey!, out var entered) && entered.IsCompletedSuccessfully)
                _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private static bool Counts(PlannedStep step) => step.HostKey is not null && step.Kind is not (StepKind.SettleRequest or StepKind.AgreePeers or StepKind.OfflineHost or StepKind.DeleteHost);
}
