namespace EdgeProvision.Sandbox.Packet;

/// <summary>What a test sets to make a healthy service a troubled one. Every member may be used from any thread.</summary>
public sealed class PacketConditions
{
    private readonly Lock _gate = new();
    private TimeSpan _listLag;
    private int _failing;
    private int _mute;
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

    /// <summary>Back to a healthy service.</summary>
    public void Reset()
    {
        lock (_gate)
            (_listLag, _failing, _mute, _rateLimit) = (TimeSpan.Zero, 0, 0, _normalRateLimit);
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
}
