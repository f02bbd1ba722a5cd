namespace EdgeProvision.Sandbox.Control;

/// <summary>One fault rule and how often it has met and struck.</summary>
internal sealed class Fault(string id, FaultOrder order)
{
    private readonly Lock _gate = new();
    private int _seen;

    public string Id { get; } = id;

    public FaultOrder Order { get; } = order;

    public int Struck { get; private set; }

    /// <summary>True when it strikes this call.</summary>
    public bool Strikes(CallFacts call, Random random)
    {
        if (!Order.Match.Matches(call))
            return false;
        lock (_gate)
        {
            if (++_seen < Order.Nth || (Order.Times > 0 && Struck >= Order.Times))
                return false;
            if (Order.Probability is { } probability && random.NextDouble() >= probability)
                return false;
            Struck++;
            return true;
        }
    }
}
