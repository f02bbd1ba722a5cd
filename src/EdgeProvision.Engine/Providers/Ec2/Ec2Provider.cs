using EdgeProvision.Engine.Providers.Budgets;
using EdgeProvision.Engine.Providers.Ec2.Addresses;
using EdgeProvision.Engine.Providers.Ec2.Network;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>What the table of drivers knows of EC2.</summary>
internal static class Ec2Provider
{
    public const string Name = "ec2";
    public const string AccessKey = "ec2_access";
    public const string SecretKey = "ec2_secret";
    public const string RegionKey = "region_name";

    public static ProviderDefinition Definition { get; } = new(Name)
    {
        EndpointKey = "ec2_endpoint",
        SecretKeys = [AccessKey, SecretKey],
        RegionKey = RegionKey,
        SandboxRegions = "ec2_regions",
        RegionalEndpoint = Address,
        OwnCredentials = "the standard places of AWS (AWS_ACCESS_KEY_ID and the like, profile, container, instance role)",

        KeepsOthersOut = NetworkWish.IsFor,
        LendsAddress = keys => !keys.Contains(GivenAddress.Key),

        // A security group is a card's, and cannot tell the host's address from those of its virtual machines there: what it lets in for these, the host itself keeps out.
        HostVariables = keys => NetworkWish.IsFor(keys) ? new Dictionary<string, object?> { ["iptables_base_rules_closed"] = true } : new Dictionary<string, object?>(),

        SystemOfImage = Distribution.SystemIn,
        IsImageId = word => word.StartsWith("ami-", StringComparison.Ordinal),

        // The published sizes are those of an account, per call; this is one bucket for all calls of a region, below the smallest that is used often.
        Rate = new BudgetRate(PerSecond: 10, Burst: 50),
        Open = (settings, options, budget, invoker) => new Ec2Driver(settings, options, budget, invoker),
    };

    /// <summary>Amazon's own service that tells callers their address, for endpoints of Amazon's; whoever else speaks this API has none that is known.</summary>
    public static Uri? AddressService(Uri endpoint) =>
        endpoint.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) || endpoint.Host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase)
            ? new Uri("https://checkip.amazonaws.com/")
            : null;

    private static string Address(string region) =>
        $"https://ec2.{region}.amazonaws.com{(region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}";
}
