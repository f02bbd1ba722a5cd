namespace EdgeProvision.Sandbox.Control;

/// <summary>One fault rule and how often it has met and struck.</summary>
internal sealed class Fault(string id, FaultOrder order)
{
    private readonly Lock _gate = new();
    private int _seen;

    public string Id { get; } = id;

    public FaultOrder Order { get; } = order;

    public int Struck { get; private set; }

    /// <summary>Counts the call if the rule is about it; true from the call on that it may strike.</summary>
    public bool Counts(CallFacts call)
    {
        if (!Order.Match.Matches(call))
            return false;
        lock (_gate)
            return ++_seen >= Order.Nth;
    }

    /// <summary>True when it strikes a call that it has counted.</summary>
    public bool Strikes(Random random)
    {
        lock (_gate)
        {
            if (Order.Times > 0 && Struck >= Order.Times)
                return false;
            if (Order.Probability is { } probability && random.NextDouble() >= probability)
                return false;
            Struck++;
            return true;
        }
    }
}
