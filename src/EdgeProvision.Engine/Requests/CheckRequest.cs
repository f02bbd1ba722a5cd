namespace EdgeProvision.Engine.Requests;

/// <summary>Find out what configuring hosts of a provision would change on them.</summary>
/// <param name="Provision">Name or UUID.</param>
public sealed record CheckRequest(string Provision)
{
    /// <summary>OpenNebula ids of the hosts, or null for all.</summary>
    public IReadOnlyList<int>? HostIds { get; init; }

    /// <summary>Hosts looked at at the same time.</summary>
    public int ThrottleLimit { get; init; } = 16;

    /// <summary>How long a host may take to answer SSH.</summary>
    public TimeSpan SshTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Settings that a parameter gives, by descriptor key (<c>packet_token</c>, <c>private_key</c>); they come before everything else.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>();
}
