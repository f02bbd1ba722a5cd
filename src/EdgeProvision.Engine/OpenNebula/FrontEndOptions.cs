namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Where a front-end is and how to speak with it. A class, not a record: its text must not show the session.</summary>
public sealed class FrontEndOptions
{
    /// <summary>For example <c>http://localhost:2633/RPC2</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary><c>user:password</c>.</summary>
    public required string Session { get; init; }

    /// <summary>Another way to the front-end than a socket. Not disposed with the client.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>The clock of all deadlines and pauses.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Connections at once, the one for beats included. The daemon serves 15 to all its users.</summary>
    public int MaxConnections { get; init; } = 12;

    /// <summary>How many of them may wait behind IPAM drivers.</summary>
    public int MaxIpamConnections { get; init; } = 4;

    /// <summary>How long to wait for a connection to open.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for an answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait for an answer that an IPAM driver may hold up; the daemon runs one at a time, each for up to 105 s.</summary>
    public TimeSpan IpamTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait for the answer to a beat.</summary>
    public TimeSpan BeatTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When and how often calls are repeated.</summary>
    public FrontEndRetryOptions Retry { get; init; } = new();

    /// <summary>Told of every attempt, without what was sent or received. Must not throw.</summary>
    public Action<WireEvent>? Trace { get; init; }

    internal TimeSpan TimeoutOf(CallLane lane) => lane switch
    {
        CallLane.Ipam => IpamTimeout,
        CallLane.Beat => BeatTimeout,
        _ => Timeout,
    };

    /// <summary>The endpoint only.</summary>
    public override string ToString() => Endpoint.ToString();
}
