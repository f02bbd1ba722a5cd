namespace EdgeProvision.Sandbox.Control;

/// <summary>The calls that came in: the last ten thousand in full, all of them counted.</summary>
internal sealed class CallLog(TimeProvider timeProvider)
{
    private const int Kept = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LoggedCall> _calls = [];
    private readonly SortedDictionary<string, long> _counters = new(StringComparer.Ordinal);
    private long _last;

    public long Begin(CallFacts call)
    {
        lock (_gate)
        {
            var number = ++_last;
            _calls[number] = new LoggedCall(number, call.Service, call.Method, call.Path, call.RpcMethod, timeProvider.GetUtcNow()) { Action = call.Action };
            _calls.Remove(number - Kept);
            _counters[call.Shape] = _counters.GetValueOrDefault(call.Shape) + 1;
            return number;
        }
    }

    public void End(long number, int? status, string? fault)
    {
        lock (_gate)
        {
            if (_calls.TryGetValue(number, out var call))
                _calls[number] = call with { AnsweredAt = timeProvider.GetUtcNow(), Status = status, Fault = fault };
        }
    }

    public IReadOnlyList<LoggedCall> Since(long number, string? service)
    {
        lock (_gate)
            return [.. _calls.Values.Where(call => call.Number > number && (service is null || call.Service == service)).OrderBy(call => call.Number)];
    }

    public IReadOnlyDictionary<string, long> Counters()
    {
        lock (_gate)
            return new SortedDictionary<string, long>(_counters, StringComparer.Ordinal);
    }

    public void Clear()
    {
        lock (_gate)
        {
            _calls.Clear();
            _counters.Clear();
        }
    }
}
