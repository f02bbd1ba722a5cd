namespace EdgeProvision.Engine.Admission;

/// <summary>What is to be let in to machines from outside: what a descriptor says, and the overlay.</summary>
/// <param name="SshFrom">Networks that may log in.</param>
/// <param name="Open">What else is open.</param>
public sealed record AdmissionWish(IReadOnlyList<string> SshFrom, IReadOnlyList<OpenPorts> Open)
{
    /// <summary>Descriptor key of the networks that may log in.</summary>
    public const string SshFromKey = "ssh_from";

    /// <summary>Descriptor key of what else is open.</summary>
    public const string OpenKey = "open";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> Keys { get; } = [SshFromKey, OpenKey];

    /// <summary>Keys that name a network which stands, so that none is made that these could be of.</summary>
    public static IReadOnlyList<string> StandingKeys { get; } = ["subnetid", "securitygroupids", "securitygroups", "privateip"];

    /// <summary>True when the descriptor does not say who may log in: it is the front-end, and whoever runs a command.</summary>
    public bool AdmitsCallers { get; init; }

    /// <summary>Addresses of the overlay's members that come from outside; null where the wish is not about the overlay.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>All of it that has a name, each once.</summary>
    public IReadOnlyList<OpenPorts> All => [.. SshFrom.Select(OpenPorts.Login).Concat(Open).Concat((Members ?? []).Select(OpenPorts.Overlay)).Distinct()];

    /// <summary>What these keys of a host's provision section say; null when a value is none, or is not known yet.</summary>
    public static AdmissionWish? TryOf(IReadOnlyDictionary<string, string> keys)
    {
        var from = keys.TryGetValue(SshFromKey, out var networks) ? AdmittedNetworks.Parse(networks, out _) : null;
        var open = keys.TryGetValue(OpenKey, out var ports) ? OpenPorts.ParseAll(ports, out _) : null;
        return (networks is null || from is { Count: > 0 }) && (ports is null || open is { Count: > 0 })
            ? new AdmissionWish(from ?? [], open ?? []) { AdmitsCallers = networks is null }
            : null;
    }

    /// <summary>What several hosts wish for, where what is around them is one.</summary>
    public static AdmissionWish Together(IReadOnlyCollection<AdmissionWish> wishes) =>
        new([.. wishes.SelectMany(w => w.SshFrom).Distinct()], [.. wishes.SelectMany(w => w.Open).Distinct()]) { AdmitsCallers = wishes.Any(w => w.AdmitsCallers) };
}
