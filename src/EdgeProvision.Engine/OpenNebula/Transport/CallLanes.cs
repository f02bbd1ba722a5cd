namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Hands out connections: never more than the limit in all, one of them kept for beats.</summary>
internal sealed class CallLanes(int connections, int ipamConnections) : IDisposable
{
    private readonly SemaphoreSlim _beat = new(1);
    private readonly SemaphoreSlim _normal = new(connections - 1);
    private readonly SemaphoreSlim _ipam = new(ipamConnections);

    public async Task<IDisposable> EnterAsync(CallLane lane, CancellationToken token)
    {
        if (lane == CallLane.Beat)
        {
            await _beat.WaitAsync(token).ConfigureAwait(false);
            return new Slot(_beat, null);
        }

        var ipam = lane == CallLane.Ipam ? _ipam : null;
        if (ipam is not null)
            await ipam.WaitAsync(token).ConfigureAwait(false);
        try
        {
            await _normal.WaitAsync(token).ConfigureAwait(false);
        }
        catch
        {
            ipam?.Release();
            throw;
        }

        return new Slot(_normal, ipam);
    }

    public void Dispose()
    {
        _beat.Dispose();
        _normal.Dispose();
        _ipam.Dispose();
    }

    private sealed class Slot(SemaphoreSlim first, SemaphoreSlim? second) : IDisposable
    {
        public void Dispose()
        {
            first.Release();
            second?.Release();
        }
    }
}
