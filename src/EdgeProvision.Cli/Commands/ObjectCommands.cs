using System.CommandLine;
using System.Globalization;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Cli.Tables;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>cluster</c>, <c>datastore</c> and <c>vnet</c>, each with <c>list</c> and <c>delete</c>.</summary>
internal static class ObjectCommands
{
    internal static readonly TableDefinition<EdgeCluster> Clusters = new(
    [
        new("ID", 5, c => Text(c.Id)) { Description = "Id of the cluster" },
        new("NAME", 15, c => c.Provision) { Description = "Name of the provision", IsLeft = true, Expands = true },
        new("HOSTS", 5, c => Text(c.HostCount)) { Description = "Number of hosts" },
        new("VNETS", 5, c => Text(c.NetworkCount)) { Description = "Number of networks" },
        new("DATASTORES", 10, c => Text(c.DatastoreCount)) { Description = "Number of datastores" },
        new("CLUSTER", 15, c => c.Name) { Description = "Name of the cluster", IsLeft = true, Expands = true },
    ])
    {
        Shown = ["ID", "NAME", "HOSTS", "VNETS", "DATASTORES"],
    };

    internal static readonly TableDefinition<EdgeDatastore> Datastores = new(
    [
        new("ID", 4, d => Text(d.Id)) { Description = "Id of the datastore" },
        new("NAME", 15, d => d.Name) { Description = "Name of the datastore", IsLeft = true, Expands = true },
        new("SIZE", 6, d => d.TotalMb > 0 ? Quantity.Text(d.TotalMb, 1) : "-") { Description = "Size" },
        new("AVAIL", 5, d => d.TotalMb > 0 ? FormattableString.Invariant($"{d.FreeMb * 100 / d.TotalMb}%") : "-") { Description = "Free space" },
        new("CLUSTERS", 10, d => Ids(d.Clusters)) { Description = "Ids of the clusters", IsLeft = true },
        new("IMAGES", 6, d => Text(d.ImageCount)) { Description = "Number of images" },
        new("TYPE", 4, d => d.Type) { Description = "img, sys or fil", IsLeft = true },
        new("DS", 7, d => d.DatastoreDriver) { Description = "Datastore driver", IsLeft = true },
        new("TM", 7, d => d.TransferDriver) { Description = "Transfer driver", IsLeft = true },
        new("STAT", 4, d => d.State) { Description = "State", IsLeft = true },
        new("PROVISION", 15, d => d.Provision) { Description = "Name of the provision", IsLeft = true, Expands = true },
    ])
    {
        Shown = ["ID", "NAME", "SIZE", "AVAIL", "CLUSTERS", "IMAGES", "TYPE", "DS", "TM", "STAT"],
    };

    internal static readonly TableDefinition<EdgeNetwork> Networks = new(
    [
        new("ID", 4, n => Text(n.Id)) { Description = "Id of the network" },
        new("USER", 15, n => n.User) { Description = "Owner", IsLeft = true },
        new("GROUP", 12, n => n.Group) { Description = "Group of the owner", IsLeft = true },
        new("NAME", 19, n => n.Name) { Description = "Name of the network", IsLeft = true, Expands = true },
        new("CLUSTERS", 10, n => Ids(n.Clusters)) { Description = "Ids of the clusters", IsLeft = true },
        new("BRIDGE", 8, n => n.Bridge.Length > 0 ? n.Bridge : "-") { Description = "Bridge on the hosts", IsLeft = true },
        new("LEASES", 6, n => Text(n.UsedLeases)) { Description = "Addresses in use" },
        new("STAT", 4, n => n.State) { Description = "State", IsLeft = true },
        new("PROVISION", 15, n => n.Provision) { Description = "Name of the provision", IsLeft = true, Expands = true },
    ])
    {
        Shown = ["ID", "USER", "GROUP", "NAME", "CLUSTERS", "BRIDGE", "LEASES"],
    };

    public static Command MakeCluster(Door door) => new("cluster", "List and delete the clusters of provisions")
    {
        ListCommands.Make(door, "list", "List clusters", _ => Clusters, provisions => provisions.SelectMany(p => p.Clusters)),
        ObjectDeleteCommand.Make(door, ProvisionObjectKind.Cluster, "cluster", p => p.Clusters.Select(c => (c.Name, c.Id))),
    };

    public static Command MakeDatastore(Door door) => new("datastore", "List and delete the datastores of provisions")
    {
        ListCommands.Make(door, "list", "List datastores", _ => Datastores, provisions => provisions.SelectMany(p => p.Datastores)),
        ObjectDeleteCommand.Make(door, ProvisionObjectKind.Datastore, "datastore", p => p.Datastores.Select(d => (d.Name, d.Id))),
    };

    public static Command MakeNetwork(Door door) => new("vnet", "List and delete the virtual networks of provisions")
    {
        ListCommands.Make(door, "list", "List networks", _ => Networks, provisions => provisions.SelectMany(p => p.Networks)),
        ObjectDeleteCommand.Make(door, ProvisionObjectKind.Network, "vnet", p => p.Networks.Select(n => (n.Name, n.Id))),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Ids(IReadOnlyList<int> ids) => ids.Count == 0 ? "-" : string.Join(',', ids.Select(Text));
}
