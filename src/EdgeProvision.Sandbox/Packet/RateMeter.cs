namespace EdgeProvision.Sandbox.Packet;

/// <summary>Counts the calls of each token in fixed windows, as the <c>X-RateLimit</c> headers tell it.</summary>
internal sealed class RateMeter(PacketStore store)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset Start, int Calls)> _windows = [];

    /// <summary>Counts one call and says how the caller stands.</summary>
    public RateStanding Count(string token)
    {
        var now = store.Now;
        var limit = store.Conditions.RateLimit;
        lock (_gate)
        {
            var (start, calls) = _windows.GetValueOrDefault(token, (now, 0));
            if (now - start >= store.Options.RateWindow)
                (start, calls) = (now, 0);
            calls++;
            _windows[token] = (start, calls);
            var reset = start + store.Options.RateWindow;
            return new RateStanding(limit, Math.Max(0, limit - calls), reset, calls > limit ? reset - now : null);
        }
    }
}
