namespace EdgeProvision.Engine.Hosts.Running;

/// <summary>Places and times of the run protocol.</summary>
internal sealed record RunSettings
{
    /// <summary>Where the host keeps what was run on it.</summary>
    public string StateDirectory { get; init; } = "/var/lib/edgeprovision";

    /// <summary>How long one run may take; the host itself ends it then.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a program may take that only looks.</summary>
    public TimeSpan CheckTimeLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a follower on the host says that it is there.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a program is started again that a reboot of the host has cut off.</summary>
    public int Restarts { get; init; } = 2;
}
