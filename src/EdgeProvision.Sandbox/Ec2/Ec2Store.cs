using EdgeProvision.Sandbox.Ec2.Addresses;
using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Instances;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.Sandbox.Ec2;

/// <summary>What the service knows. Its <see cref="Gate"/> is held for every look and every change, never across an await.</summary>
internal sealed class Ec2Store(Ec2Options options, TimeProvider timeProvider)
{
    private readonly Dictionary<(string Account, string Region), Holdings> _holdings = [];

    public Lock Gate { get; } = new();

    public Ec2Options Options { get; } = options;

    public TimeProvider TimeProvider { get; } = timeProvider;

    public Ec2Conditions Conditions { get; } = new(options.Lag);

    public Ledger Ledger { get; } = new();

    public PublicPool Pool { get; } = new(options.PublicPool);

    public DateTimeOffset Now => TimeProvider.GetUtcNow();

    public IEnumerable<Holdings> AllHoldings => _holdings.Values;

    public IEnumerable<Instance> AllInstances => AllHoldings.SelectMany(holdings => holdings.Instances.All);

    /// <summary>The account's holdings in the region; those of an account that was never here are a default VPC at most.</summary>
    public Holdings Of(Ec2Tenant tenant, Region region)
    {
        if (_holdings.TryGetValue((tenant.AccountId, region.Name), out var known))
            return known;
        var holdings = new Holdings(tenant.AccountId, region);
        if (Options.HasDefaultVpc)
            DefaultVpc.AddTo(holdings);
        return _holdings[(tenant.AccountId, region.Name)] = holdings;
    }
}
