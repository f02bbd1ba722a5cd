namespace EdgeProvision.Sandbox.Ec2;

/// <summary>What a test sets to make a healthy service a troubled one. Every member may be used from any thread.</summary>
public sealed class Ec2Conditions
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _normalLag;
    private readonly Dictionary<(string Type, string Zone), int> _capacity = [];
    private readonly Dictionary<string, (int Size, double Refill)> _buckets = [];
    private TimeSpan _lag;
    private int _failing;
    private int _mute;
    private bool _ignoresFilters;

    internal Ec2Conditions(TimeSpan lag) => _lag = _normalLag = lag;

    /// <summary>How far all reads are behind what has happened. An id that is younger is not known yet, to any call.</summary>
    public TimeSpan Lag
    {
        get
        {
            lock (_gate)
                return _lag;
        }

        set
        {
            lock (_gate)
                _lag = value;
        }
    }

    /// <summary>Lists show everything, whatever filters they come with: a service that speaks this API and is not Amazon's, or a proxy that drops what it does not know.</summary>
    public bool IgnoresFilters
    {
        get
        {
            lock (_gate)
                return _ignoresFilters;
        }

        set
        {
            lock (_gate)
                _ignoresFilters = value;
        }
    }

    /// <summary>The next instances end in <c>terminated</c> instead of <c>running</c>.</summary>
    public void FailNext(int count)
    {
        lock (_gate)
            _failing = count;
    }

    /// <summary>The next instances run, but their machines stay dark, and their status checks do not pass.</summary>
    public void MuteNext(int count)
    {
        lock (_gate)
            _mute = count;
    }

    /// <summary>So many more instances of a type can be launched in a zone; <c>*</c> is any type, any zone.</summary>
    public void SetCapacity(string type, string zone, int count)
    {
        lock (_gate)
            _capacity[(type, zone)] = count;
    }

    /// <summary>Calls of an action (<c>*</c>: of all actions together) are taken out of a bucket of that size, refilled by so many each second.</summary>
    public void SetBucket(string action, int size, double refill)
    {
        lock (_gate)
            _buckets[action] = (size, refill);
    }

    /// <summary>Back to a healthy service.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            (_lag, _failing, _mute, _ignoresFilters) = (_normalLag, 0, 0, false);
            _capacity.Clear();
            _buckets.Clear();
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

    /// <summary>Takes up to <paramref name="most"/> machines, at least <paramref name="least"/>; 0 and nothing taken when there are fewer.</summary>
    internal int TakeCapacity(string type, string zone, int least, int most)
    {
        lock (_gate)
        {
            (string, string)[] limits = [(type, zone), (type, "*"), ("*", zone), ("*", "*")];
            var set = limits.Where(_capacity.ContainsKey).ToList();
            var count = set.Count == 0 ? most : Math.Min(most, set.Min(limit => _capacity[limit]));
            if (count < least)
                return 0;
            foreach (var limit in set)
                _capacity[limit] -= count;
            return count;
        }
    }

    internal (int Size, double Refill)? BucketOf(string action)
    {
        lock (_gate)
            return _buckets.TryGetValue(action, out var bucket) ? bucket : null;
    }
}
