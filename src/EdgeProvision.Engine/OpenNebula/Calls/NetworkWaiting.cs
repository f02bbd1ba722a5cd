using EdgeProvision.Model;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Waits for networks, which from release 6 on are made and deleted in the background.</summary>
internal sealed class NetworkWaiting(NetworkCalls networks, TimeProvider time)
{
    // Without an IPAM driver 0.1 to 0.3 s are usual.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public async Task<NetworkObject> WaitReadyAsync(int id, TimeSpan limit, CancellationToken token)
    {
        NetworkObject? last = null;
        var ready = await PollAsync(
            async () =>
            {
                last = await networks.InfoAsync(id, SecretView.Cipher, token).ConfigureAwait(false);
                // 5.10 has no states: what is listed is ready.
                return last.State switch
                {
                    null or NetworkState.Ready => true,
                    NetworkState.Error => throw Failed(last),
                    NetworkState.LockDelete or NetworkState.Done => throw Deleted(last),
                    _ => false,
                };
            },
            limit,
            token).ConfigureAwait(false);
        return ready ? last! : throw Late(id, $"is still in state {last!.State} after {limit.TotalSeconds:0} s", last.Name);
    }

    public async Task WaitGoneAsync(int id, TimeSpan limit, CancellationToken token)
    {
        NetworkObject? last = null;
        var gone = await PollAsync(
            async () =>
            {
                try
                {
                    last = await networks.InfoAsync(id, SecretView.Cipher, token).ConfigureAwait(false);
                    return last.State == NetworkState.Done;
                }
                catch (FrontEndException missing) when (missing.Code == FrontEndErrorCodes.ObjectNotFound)
                {
                    return true;
                }
            },
            limit,
            token).ConfigureAwait(false);
        if (!gone)
            throw Late(id, $"was deleted but still exists after {limit.TotalSeconds:0} s (state {last!.State?.ToString() ?? "unknown"})", last.Name);
    }

    private async Task<bool> PollAsync(Func<Task<bool>> look, TimeSpan limit, CancellationToken token)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await look().ConfigureAwait(false))
                return true;
            if (time.GetElapsedTime(started) >= limit)
                return false;
            await Task.Delay(pause, time, token).ConfigureAwait(false);
        }
    }

    private static EdgeException Failed(NetworkObject network)
    {
        var reason = network.ErrorText is { } text ? $"OpenNebula says: {text.TrimEnd('.')}" : "OpenNebula gives no reason";
        return new EdgeException(
            FrontEndErrorCodes.NetworkFailed, ErrorKind.Refused, $"The network {network.Name} ({network.Id}) went to its error state. {reason}.")
        {
            Target = $"network {network.Id}",
            RecommendedAction = NetworkAdvice.For(network.ErrorText, hasIpam: true),
        };
    }

    private static EdgeException Deleted(NetworkObject network) =>
        new(FrontEndErrorCodes.NetworkFailed, ErrorKind.Changed, $"The network {network.Name} ({network.Id}) is being deleted by somebody.")
        {
            Target = $"network {network.Id}",
        };

    private static EdgeException Late(int id, string what, string name) =>
        new(FrontEndErrorCodes.NetworkTimeout, ErrorKind.Timeout, $"The network {name} ({id}) {what}.")
        {
            Target = $"network {id}",
            IsTransient = true,
            RecommendedAction = "Look into oned.log for the IPAM driver, which handles one request at a time, then run the command again.",
        };
}
