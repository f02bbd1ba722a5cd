using System.CommandLine;
using System.Globalization;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Cli.Tables;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>list</c>: a row for each provision.</summary>
internal static class ListCommand
{
    internal static readonly TableDefinition<Provision> Table = new(
    [
        new("ID", 36, p => p.Id) { Description = "UUID of the provision" },
        new("NAME", 15, p => p.Name) { Description = "Name of the provision", IsLeft = true, Expands = true },
        new("CLUSTERS", 8, p => Text(p.Clusters.Count)) { Description = "Number of clusters" },
        new("HOSTS", 5, p => Text(p.Hosts.Count)) { Description = "Number of hosts" },
        new("VNETS", 5, p => Text(p.Networks.Count)) { Description = "Number of networks" },
        new("DATASTORES", 10, p => Text(p.Datastores.Count)) { Description = "Number of datastores" },
        new("STATE", 11, p => p.State.ToString()) { Description = "State: the worst of the hosts'", IsLeft = true },
        new("STAT", 15, p => p.ConfigurationStatus) { Description = "Status of the configuration", IsLeft = true },
    ])
    {
        Shown = ["ID", "NAME", "CLUSTERS", "HOSTS", "VNETS", "DATASTORES", "STAT"],
    };

    public static Command Make(Door door) => ListCommands.Make(door, "list", "List provisions", _ => Table, provisions => provisions);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
