using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Ec2.Instances;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2;

/// <summary>What a service holds, for a test's eyes.</summary>
internal static class Ec2Description
{
    public static JsonObject Of(Ec2Store store) => new()
    {
        ["instances"] = Array(store, holdings => holdings.Instances.Living.Where(instance => instance.State != InstanceState.Terminated), Describe),
        ["addresses"] = Array(store, holdings => holdings.Addresses.Living, (address, _) => new JsonObject
        {
            ["id"] = address.Id, ["address"] = address.Address, ["interface"] = address.Association?.Interface.Id, ["instance"] = address.Association?.Interface.Instance?.Id,
            ["privateAddress"] = address.Association?.PrivateAddress,
        }),
        // What an account finds there is no one's doing.
        ["vpcs"] = Array(store, holdings => holdings.Vpcs.Living.Where(vpc => !vpc.IsDefault), (vpc, _) => new JsonObject { ["id"] = vpc.Id, ["cidr"] = vpc.Block.ToString() }),
        ["subnets"] = Array(store, holdings => holdings.Subnets.Living.Where(subnet => !subnet.IsDefaultForZone), (subnet, _) => new JsonObject
        {
            ["id"] = subnet.Id, ["vpc"] = subnet.Vpc.Id, ["cidr"] = subnet.Block.ToString(), ["zone"] = subnet.Zone.Name,
        }),
        ["gateways"] = Array(store, holdings => holdings.Gateways.Living.Where(gateway => gateway.Vpc?.IsDefault != true), (gateway, _) => new JsonObject { ["id"] = gateway.Id, ["vpc"] = gateway.Vpc?.Id }),
        ["carrierGateways"] = Array(store, holdings => holdings.CarrierGateways.Living, (gateway, _) => new JsonObject { ["id"] = gateway.Id, ["vpc"] = gateway.Vpc.Id }),
        ["routeTables"] = Array(store, holdings => holdings.RouteTables.Living.Where(table => !table.IsMain), (table, _) => new JsonObject { ["id"] = table.Id, ["vpc"] = table.Vpc.Id }),
        ["groups"] = Array(store, holdings => holdings.Groups.Living.Where(group => group != group.Vpc.DefaultGroup), (group, holdings) => new JsonObject
        {
            ["id"] = group.Id, ["vpc"] = group.Vpc.Id, ["name"] = group.Name,
            ["rules"] = new JsonArray([.. holdings.Rules.Living.Where(rule => rule.Group == group).Select(rule => (JsonNode)$"{(rule.IsEgress ? "out" : "in")} {rule.Permission.Describe(rule.Peer)}")]),
        }),
        ["interfaces"] = Array(store, holdings => holdings.Interfaces.Living, (card, _) => new JsonObject
        {
            ["id"] = card.Id, ["instance"] = card.Instance?.Id, ["subnet"] = card.Subnet.Id, ["addresses"] = new JsonArray([.. card.Addresses.Select(address => (JsonNode)address)]),
        }),
        ["keyPairs"] = Array(store, holdings => holdings.KeyPairs.Living, (pair, _) => new JsonObject { ["id"] = pair.Id, ["name"] = pair.Name }),
        ["volumes"] = Array(store, holdings => holdings.Volumes.Living, (volume, _) => new JsonObject
        {
            ["id"] = volume.Id, ["size"] = volume.Device.Gigabytes, ["instance"] = volume.IsAttached ? volume.Instance.Id : null,
        }),
        ["ledger"] = new JsonArray([.. store.Ledger.Entries.Select(entry => entry.Describe())]),
    };

    private static JsonObject Describe(Instance instance, Holdings holdings) => new()
    {
        ["id"] = instance.Id,
        ["state"] = instance.State,
        ["type"] = instance.Order.Type.Name,
        ["zone"] = instance.Order.Subnet.Zone.Name,
        ["publicAddress"] = instance.Interface.PublicOf(instance.Interface.Primary),
        ["privateAddress"] = instance.Interface.Primary,
        ["createdAt"] = instance.CreatedAt,
    };

    private static JsonArray Array<T>(Ec2Store store, Func<Holdings, IEnumerable<T>> some, Func<T, Holdings, JsonObject> describe)
        where T : Ec2Resource
    {
        var array = new JsonArray();
        foreach (var holdings in store.AllHoldings)
        {
            foreach (var resource in some(holdings))
            {
                var node = describe(resource, holdings);
                node["account"] = holdings.AccountId;
                node["region"] = holdings.Region.Name;
                node["tags"] = new JsonArray([.. resource.Tags.Texts().Select(tag => (JsonNode)tag)]);
                array.Add((JsonNode)node);
            }
        }

        return array;
    }
}
