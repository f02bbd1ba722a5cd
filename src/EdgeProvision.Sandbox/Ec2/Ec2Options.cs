using EdgeProvision.Sandbox.Ec2.Catalogue;

namespace EdgeProvision.Sandbox.Ec2;

/// <summary>How an emulated EC2 behaves.</summary>
public sealed record Ec2Options
{
    /// <summary>Who may call. The first is the sandbox's own.</summary>
    public required IReadOnlyList<Ec2Tenant> Tenants { get; init; }

    /// <summary>The regions that this one endpoint serves: a call says by its signature which one it is for.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [.. Ec2Catalogue.Regions.Select(region => region.Name)];

    /// <summary>What an account may have.</summary>
    public Ec2Quotas Quotas { get; init; } = new();

    /// <summary>Whether an account has a default VPC in each region, with a public subnet in each zone.</summary>
    public bool HasDefaultVpc { get; init; } = true;

    /// <summary>Time that an instance stands in <c>pending</c> beyond what its machine needs.</summary>
    public TimeSpan PendingFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time that it stands in <c>stopping</c> beyond that.</summary>
    public TimeSpan StoppingFor { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Time that it stands in <c>shutting-down</c> beyond that.</summary>
    public TimeSpan ShuttingDownFor { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Time that the network interface of a terminated instance stays; until then its group and subnet cannot be deleted.</summary>
    public TimeSpan InterfaceLingersFor { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Time that a terminated instance goes on to be shown.</summary>
    public TimeSpan TerminatedShownFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Time until the status checks of an instance that runs are through.</summary>
    public TimeSpan StatusCheckFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time that a new VPC and a new subnet stand in <c>pending</c>.</summary>
    public TimeSpan NetworkPendingFor { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How far reads are behind, and new ids unknown, in a healthy service.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.Zero;

    /// <summary>How far the time in a signature may be off; infinite where callers live by another clock.</summary>
    public TimeSpan SignatureWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>True: calls are counted against token buckets with the published sizes.</summary>
    public bool Throttles { get; init; } = true;

    /// <summary>The network that public addresses come from. The default is set aside for laboratories.</summary>
    public string PublicPool { get; init; } = "198.19.0.0/17";
}
