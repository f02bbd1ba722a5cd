using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>Steps for datastores and networks that come or change.</summary>
internal static class UpdateObjects
{
    public static void Add(PlanBuilder builder, UpdateInput input, ProvisionChanges changes, Removals going, string? after)
    {
        foreach (var datastore in changes.Datastores.Where(d => !d.NeedsReplacement))
        {
            builder.Add(
                StepKind.UpdateDatastore, ObjectSteps.DatastoreId(datastore.Index), datastore.Name, $"Update datastore {datastore.Id} ({datastore.Name}): {UpdatePlanner.Said(datastore.Changes)}",
                PlanEffect.Change, ObjectSteps.References(input.Desired.Datastores[datastore.Index].Attributes, after));
            builder.Last(s => s with { ObjectId = datastore.Id, Index = datastore.Index, Dropped = UpdatePlanner.Dropped(datastore.Changes) });
        }

        foreach (var datastore in changes.NewDatastores)
            ObjectSteps.AddDatastore(builder, datastore, after);
        foreach (var replaced in changes.Datastores.Where(d => d.NeedsReplacement))
            ObjectSteps.AddDatastore(builder, input.Desired.Datastores[replaced.Index], after, going.DatastoreDeleted(replaced.Id));

        foreach (var network in changes.NewNetworks)
            ObjectSteps.AddNetwork(builder, network, after);
        foreach (var network in changes.Networks)
            Update(builder, input, network, after);
    }

    private static void Update(PlanBuilder builder, UpdateInput input, ObjectChange network, string? after)
    {
        var ranges = network.Ranges!;
        List<string> parts = [];
        if (network.Changes.Count > 0)
            parts.Add(UpdatePlanner.Said(network.Changes));
        if (ranges.Add.Count > 0)
            parts.Add($"{ranges.Add.Count} address ranges more{(ranges.Bought > 0 ? ", rented" : "")}");
        if (ranges.Remove.Count > 0)
            parts.Add($"{ranges.Remove.Count} address ranges less{(ranges.GivenBack > 0 ? ", given back" : "")}");
        if (ranges.Resize.Count > 0)
            parts.Add($"{ranges.Resize.Count} address ranges changed");
        var effect = ranges.Bought > 0 ? PlanEffect.Rent : ranges.GivenBack > 0 ? PlanEffect.Release : PlanEffect.Change;
        builder.Add(
            StepKind.UpdateNetwork, ObjectSteps.NetworkId(network.Index), network.Name, $"Update network {network.Id} ({network.Name}): {string.Join(", ", parts)}",
            effect, ObjectSteps.References(input.Desired.Networks[network.Index].Attributes, after));
        builder.Last(s => s with { ObjectId = network.Id, Index = network.Index, Dropped = UpdatePlanner.Dropped(network.Changes) });
    }
}
