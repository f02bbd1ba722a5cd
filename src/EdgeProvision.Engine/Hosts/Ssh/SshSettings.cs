namespace EdgeProvision.Engine.Hosts.Ssh;

/// <summary>Times and limits of the connections to hosts; the defaults are meant for real machines, tests shorten them.</summary>
public sealed record SshSettings
{
    /// <summary>Longest time that one attempt to connect may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Pause after the first failed attempt; it doubles from attempt to attempt.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause between attempts.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// How long a machine met for the first time may refuse the key before that is final: cloud-init installs authorized keys after sshd has started.
    /// </summary>
    public TimeSpan LoginGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Handshakes at the same time: each costs tens of milliseconds of this machine's processor.</summary>
    public int ConcurrentHandshakes { get; init; } = 8;

    /// <summary>How often the follower on the host says that it is there.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Silence after which a connection counts as dead.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long to try to get back to a host while its configuration runs.</summary>
    public TimeSpan ReconnectDeadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one configuration run may take on the host.</summary>
    public TimeSpan RunTimeLimit { get; init; } = TimeSpan.FromHours(1);
}
