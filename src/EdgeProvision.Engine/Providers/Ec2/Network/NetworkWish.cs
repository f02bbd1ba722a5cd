using EdgeProvision.Engine.Admission;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>Who is let in to a network of a provision's own.</summary>
/// <param name="SshFrom">Networks that may log in.</param>
/// <param name="Open">What else is open.</param>
internal sealed record NetworkWish(IReadOnlyList<string> SshFrom, IReadOnlyList<OpenPorts> Open)
{
    /// <summary>True when the descriptor does not say who may log in: it is whoever runs a command, and the front-end.</summary>
    public bool IsByDefault { get; init; }

    /// <summary>Keys that name a network which stands, so that none is made.</summary>
    public static IReadOnlyList<string> StandingKeys { get; } = ["subnetid", "securitygroupids", "securitygroups", "privateip"];

    /// <summary>Keys that ask for one of the provision's own.</summary>
    public static IReadOnlyList<string> OwnKeys { get; } = ["ssh_from", "open"];

    /// <summary>True when nothing names a network that stands.</summary>
    public static bool IsFor(IEnumerable<string> keys) => !StandingKeys.Intersect(keys, StringComparer.Ordinal).Any();

    /// <summary>The same as text, equal where the wishes are.</summary>
    public override string ToString() => $"{string.Join(',', SshFrom)} {string.Join(',', Open)}";
}
