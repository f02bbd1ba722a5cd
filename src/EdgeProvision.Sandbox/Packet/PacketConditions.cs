namespace EdgeProvision.Sandbox.Packet;

/// <summary>What a test sets to make a healthy service a troubled one. Every member may be used from any thread.</summary>
public sealed class PacketConditions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Plan, string Facility), int> _stock = [];
    private TimeSpan _listLag;
    private int _failing;
    private int _mute;
    private bool _keepsTerminationTimes;
    private readonly int _normalRateLimit;
    private int _rateLimit;

    internal PacketConditions(int rateLimit) => _rateLimit = _normalRateLimit = rateLimit;

    /// <summary>How far the device lists are behind what has happened. Reading a device by id is never behind.</summary>
    public TimeSpan ListLag
    {
        get
        {
            lock (_gate)
                return _listLag;
        }

        set
        {
            lock (_gate)
                _listLag = value;
        }
    }

    /// <summary>Calls allowed in one window.</summary>
    public int RateLimit
    {
        get
        {
            lock (_gate)
                return _rateLimit;
        }

        set
        {
            lock (_gate)
                _rateLimit = value;
        }
    }

    /// <summary>
    /// A device ends when its order said so, whatever is asked for later: an update's <c>termination_time</c> is accepted and without effect, since the published description of updates does not have it.
    /// </summary>
    public bool KeepsTerminationTimes
    {
        get
        {
            lock (_gate)
                return _keepsTerminationTimes;
        }

        set
        {
            lock (_gate)
                _keepsTerminationTimes = value;
        }
    }

    /// <summary>The next devices go to <c>failed</c> instead of <c>active</c>.</summary>
    public void FailNext(int count)
    {
        lock (_gate)
            _failing = count;
    }

    /// <summary>The next devices become <c>active</c>, but their machines stay dark: hosts that never answer.</summary>
    public void MuteNext(int count)
    {
        lock (_gate)
            _mute = count;
    }

    /// <summary>So many more machines of a plan are left in a facility; <c>*</c> is any plan, any facility.</summary>
    public void SetCapacity(string plan, string facility, int count)
    {
        lock (_gate)
            _stock[(plan, facility)] = count;
    }

    /// <summary>Back to a healthy service.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            (_listLag, _failing, _mute, _keepsTerminationTimes, _rateLimit) = (TimeSpan.Zero, 0, 0, false, _normalRateLimit);
            _stock.Clear();
        }
    }

    /// <summary>How many are left; where no test has said anything, what the catalogue says, however many are taken.</summary>
    internal int StockOf(HardwarePlan plan, string facility)
    {
        lock (_gate)
            return Limits(plan, facility).Select(limit => _stock[limit]).DefaultIfEmpty(plan.StockIn(facility)).Min();
    }

    internal void TakeStock(HardwarePlan plan, string facility)
    {
        lock (_gate)
        {
            foreach (var limit in Limits(plan, facility))
                _stock[limit]--;
        }
    }

    internal bool TakeFailure()
    {
        lock (_gate)
            return _failing > 0 && _failing-- > 0;
    }

    internal bool TakeMute()
    {
        lock (_gate)
            return _mute > 0 && _mute-- > 0;
    }

    private List<(string Plan, string Facility)> Limits(HardwarePlan plan, string facility) =>
        [.. new[] { (plan.Slug, facility), (plan.Slug, "*"), ("*", facility), ("*", "*") }.Where(_stock.ContainsKey)];
}
