using EdgeProvision.Cli.Parsing;
using EdgeProvision.Engine;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary>Hosts that a user named, found among all provisions.</summary>
internal static class HostSelection
{
    /// <summary>The hosts in the order given. Those that do not exist are told and leave a failure, the rest goes on.</summary>
    public static async Task<(IReadOnlyList<EdgeHost> Hosts, bool AllFound)> FindAsync(CommandRun run, IEdgeEngine engine, string text)
    {
        var all = (await engine.GetProvisionsAsync(null, run.CancellationToken).ConfigureAwait(false)).SelectMany(p => p.Hosts).ToList();
        var selection = IdSelection.Parse(text, name => IdsOf(all, name));
        var byId = all.ToDictionary(h => h.Id);
        var missing = selection.Ids.Where(id => !byId.ContainsKey(id)).Select(id => FormattableString.Invariant($"host {id}"))
            .Concat(selection.UnknownNames.Select(name => $"host '{name}'")).ToList();
        foreach (var what in missing)
            run.Fail(NotFound(what, all));
        return ([.. selection.Ids.Where(byId.ContainsKey).Select(id => byId[id])], missing.Count == 0);
    }

    /// <summary>The one host of an id or name.</summary>
    /// <exception cref="EdgeException">There is none, or several were named.</exception>
    public static async Task<EdgeHost> FindOneAsync(CommandRun run, IEdgeEngine engine, string text)
    {
        var all = (await engine.GetProvisionsAsync(null, run.CancellationToken).ConfigureAwait(false)).SelectMany(p => p.Hosts).ToList();
        var selection = IdSelection.Parse(text, name => IdsOf(all, name));
        if (selection.Ids.Count + selection.UnknownNames.Count > 1)
            throw new EdgeException("IdsInvalid", ErrorKind.InvalidInput, $"'{text}' names several hosts; this command takes one.") { Target = text };
        return all.FirstOrDefault(h => selection.Ids.Contains(h.Id)) ?? throw NotFound($"host '{text}'", all);
    }

    private static IReadOnlyList<int> IdsOf(List<EdgeHost> all, string name) => [.. all.Where(h => h.Name == name || h.Hostname == name || h.Address == name).Select(h => h.Id)];

    private static EdgeException NotFound(string what, List<EdgeHost> all) => new("HostNotFound", ErrorKind.NotFound, $"No provision has a {what}.")
    {
        Target = what,
        RecommendedAction = all.Count == 0 ? "No provision has any hosts." : "See: oneprovision host list",
    };
}
