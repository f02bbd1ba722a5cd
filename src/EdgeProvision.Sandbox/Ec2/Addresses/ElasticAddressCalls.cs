using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.Sandbox.Ec2.Addresses;

/// <summary>The calls that rent, show and give back elastic addresses. Each runs with the store's gate held.</summary>
internal sealed class ElasticAddressCalls(Ec2Store store)
{
    private static readonly FilterTable<ElasticAddress> Filters = new(
        new Dictionary<string, Func<ElasticAddress, DateTimeOffset, IEnumerable<string?>>>
        {
            ["allocation-id"] = (address, _) => [address.Id],
            ["association-id"] = (address, _) => [address.Association?.Id],
            ["public-ip"] = (address, _) => [address.Address],
            ["domain"] = (_, _) => ["vpc"],
            ["network-border-group"] = (address, _) => [address.BorderGroup],
            ["instance-id"] = (address, _) => [address.Association?.Interface.Instance?.Id],
            ["network-interface-id"] = (address, _) => [address.Association?.Interface.Id],
            ["private-ip-address"] = (address, _) => [address.Association?.PrivateAddress],
        },
        (address, moment) => address.Tags.At(moment));

    public IEnumerable<Ec2Action> Actions => [new("AllocateAddress", Allocate), new("ReleaseAddress", Release), new("DescribeAddresses", Describe)];

    private IEnumerable<XElement?> Allocate(Ec2Call call)
    {
        _ = call.Parameters.Word("Domain", "vpc");
        var group = call.Parameters.Text("NetworkBorderGroup") ?? call.Region.Name;
        var zones = call.Holdings.UsableZones.Where(zone => zone.Group == group).ToList();
        if (zones.Count == 0)
            throw Ec2RefusedException.Invalid("networkBorderGroup", group, "The network border group is not enabled for this account.");
        if (call.Parameters.Text("PublicIpv4Pool") is { } pool and not "amazon")
            throw new Ec2RefusedException("InvalidPublicIpv4PoolID.NotFound", $"The pool ID '{pool}' does not exist.");
        if (call.Parameters.Text("Address") is { } wish)
            throw new Ec2RefusedException("InvalidAddress.NotFound", $"Address '{wish}' not found.");
        var tags = TagReader.ReadSpecification(call.Parameters, ResourceKind.Address);
        call.Ready();
        if (call.Holdings.Addresses.Living.Count() >= store.Options.Quotas.Addresses)
            throw new Ec2RefusedException("AddressLimitExceeded", "The maximum number of addresses has been reached.");
        var address = store.Pool.Take() ?? throw new Ec2RefusedException("InsufficientAddressCapacity", "Not enough available addresses to satisfy your request.", 500);
        var made = call.Holdings.Addresses.Add(new ElasticAddress(address, group, zones[0].Type == ZoneType.Wavelength, store.Now), tags);
        store.Ledger.Bought(new LedgerEntry(made.Id, "address", address, made.Tags.Texts(), store.Now) { UsableAt = store.Now });
        return
        [
            .. Names(made), Xml.Value("allocationId", made.Id), Xml.Value("domain", "vpc"), Xml.Value("publicIpv4Pool", "amazon"),
            Xml.Value("networkBorderGroup", made.BorderGroup),
        ];
    }

    private IEnumerable<XElement?> Release(Ec2Call call)
    {
        var address = Find(call);
        var group = call.Parameters.Text("NetworkBorderGroup");
        if (group is not null && group != address.BorderGroup)
            throw Ec2RefusedException.Invalid("networkBorderGroup", group, "The address does not belong to this network border group.");
        call.Ready();
        if (group is null && address.BorderGroup != call.Region.Name)
            throw new Ec2RefusedException("InvalidAddress.NotFound", $"The address '{address.Address}' does not belong to you.");
        if (address.Association is not null)
            throw new Ec2RefusedException("InvalidIPAddress.InUse", $"Address {address.Address} is in use.");
        address.GoneAt = store.Now;
        store.Pool.GiveBack(address.Address);
        store.Ledger.Change(address.Id, entry => entry with { ReleasedAt = store.Now, GoneAt = store.Now });
        return Xml.Done;
    }

    private static IEnumerable<XElement?> Describe(Ec2Call call)
    {
        var filter = Filters.Read(call);
        var numbers = call.Parameters.Texts("PublicIp");
        var listed = call.Holdings.Addresses.List(call, call.Parameters.Texts("AllocationId"));
        call.Ready();
        if (numbers.FirstOrDefault(number => listed.All(address => address.Address != number)) is { } unknown)
            throw new Ec2RefusedException("InvalidAddress.NotFound", $"Address '{unknown}' not found.");
        var shown = listed.Where(address => (numbers.Count == 0 || numbers.Contains(address.Address)) && filter(address));
        return [Xml.Set("addressesSet", shown.Select(address => Of(address, call)))];
    }

    private static ElasticAddress Find(Ec2Call call)
    {
        var (id, number) = (call.Parameters.Text("AllocationId"), call.Parameters.Text("PublicIp"));
        if (id is not null && number is not null)
            throw Ec2RefusedException.Combination("You may specify public IP or allocation id, but not both in the same call");
        if (id is not null)
            return call.Holdings.Addresses.Get(call, id);
        if (number is null)
            throw Ec2RefusedException.Missing("allocationId");
        return call.Holdings.Addresses.Living.FirstOrDefault(address => address.Address == number)
            ?? throw new Ec2RefusedException("AuthFailure", $"The address '{number}' does not belong to you.", 401);
    }

    private static IEnumerable<XElement?> Names(ElasticAddress address) => [Xml.Value(address.IsCarrier ? "carrierIp" : "publicIp", address.Address)];

    private static IEnumerable<XElement?> Of(ElasticAddress address, Ec2Call call)
    {
        var association = address.Association;
        return
        [
            .. Names(address),
            Xml.Value("allocationId", address.Id),
            Xml.Value("domain", "vpc"),
            Xml.Value("networkBorderGroup", address.BorderGroup),
            Xml.Value("publicIpv4Pool", "amazon"),
            Xml.Value("associationId", association?.Id),
            Xml.Value("instanceId", association?.Interface.Instance?.Id),
            Xml.Value("networkInterfaceId", association?.Interface.Id),
            Xml.Value("networkInterfaceOwnerId", association is null ? null : call.Holdings.AccountId),
            Xml.Value("privateIpAddress", association?.PrivateAddress),
            TagDocument.Of(address, call.Moment),
        ];
    }
}
