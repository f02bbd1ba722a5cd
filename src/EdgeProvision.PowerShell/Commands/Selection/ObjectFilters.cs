using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>The kinds of objects that provisions have beside their hosts.</summary>
internal static class ObjectFilters
{
    public static ObjectFilter<EdgeCluster> Clusters { get; } = new("cluster", p => p.Clusters);

    public static ObjectFilter<EdgeDatastore> Datastores { get; } = new("datastore", p => p.Datastores);

    public static ObjectFilter<EdgeNetwork> Networks { get; } = new("network", p => p.Networks);
}
