using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>Steps for the datastores and networks of a descriptor.</summary>
internal static class ObjectSteps
{
    public static string DatastoreId(int index) => FormattableString.Invariant($"datastore/{index}");

    public static string NetworkId(int index) => FormattableString.Invariant($"network/{index}");

    public static void Add(PlanBuilder builder, CreateInput input, string? after)
    {
        foreach (var datastore in input.Desired.Datastores)
        {
            if (input.Observed.Datastores.Any(d => d.Name == datastore.Name))
                continue;
            AddDatastore(builder, datastore, after);
        }

        foreach (var network in input.Desired.Networks)
        {
            var standing = input.Observed.Networks.FirstOrDefault(n => n.Name == network.Name);
            if (standing is not null && standing.State is null or NetworkState.Ready && standing.AddressRanges.Length >= Ranges(network))
                continue;

            // Addresses of it are in use: what it lacks is drift, and making it anew would take them from their users.
            if (standing is { UsedLeases: > 0 })
                continue;
            AddNetwork(builder, network, after);
        }
    }

    public static void AddDatastore(PlanBuilder builder, DescriptorObject datastore, params IEnumerable<string?> after)
    {
        builder.Add(StepKind.Datastore, DatastoreId(datastore.Index), datastore.Name, $"Create datastore {datastore.Name}", PlanEffect.Create, [.. after, .. References(datastore.Attributes, null)]);
        builder.Last(s => s with { Index = datastore.Index });
    }

    public static void AddNetwork(PlanBuilder builder, DescriptorObject network, string? after)
    {
        var bought = BoughtRanges(network);
        var text = bought == 0 ? $"Create network {network.Name}" : $"Create network {network.Name} and reserve its public addresses";
        builder.Add(StepKind.Network, NetworkId(network.Index), network.Name, text, bought == 0 ? PlanEffect.Create : PlanEffect.Rent, References(network.Attributes, after));
        builder.Last(s => s with { Index = network.Index });
    }

    /// <summary>The step's own predecessor, and the steps that make what the values refer to.</summary>
    public static IEnumerable<string?> References(AttributeMap attributes, string? after)
    {
        yield return after;
        foreach (var reference in TemplateEvaluator.References(attributes))
        {
            yield return reference.Kind switch
            {
                TemplateReferenceKind.Datastores => DatastoreId(reference.Index),
                TemplateReferenceKind.Vnets => NetworkId(reference.Index),
                _ => null,
            };
        }
    }

    public static int Ranges(DescriptorObject network) => network.Attributes["ar"] switch
    {
        DescriptorList list => list.Items.Count,
        AttributeMap => 1,
        _ => 0,
    };

    private static int BoughtRanges(DescriptorObject network)
    {
        IEnumerable<DescriptorValue> ranges = network.Attributes["ar"] switch
        {
            DescriptorList list => list.Items,
            AttributeMap map => [map],
            _ => [],
        };
        return ranges.OfType<AttributeMap>().Count(r => RangeChanges.IsExternal(r.Text("ipam_mad")));
    }
}
