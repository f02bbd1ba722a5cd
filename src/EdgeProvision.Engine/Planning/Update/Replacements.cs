using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>What cannot become what the descriptor wants without being removed first: never done unasked.</summary>
internal static class Replacements
{
    private const int MostShown = 10;

    public static void Refuse(string provision, ProvisionChanges changes)
    {
        List<string> needed =
        [
            .. changes.Hosts.Where(h => h.NeedsReplacement).Select(h => $"host {h.Wanted.Key} ({string.Join(", ", h.Order)})"),
            .. changes.Datastores.Where(d => d.NeedsReplacement).Select(d => $"datastore {d.Name} ({string.Join(", ", d.Changes)})"),
        ];
        if (needed.Count == 0)
            return;
        var shown = string.Join("; ", needed.Take(MostShown)) + (needed.Count > MostShown ? $"; and {needed.Count - MostShown} more" : "");
        throw new EdgeException("ReplacementNeeded", ErrorKind.Refused, $"Provision {provision} differs in what can only be removed and made anew: {shown}. Nothing was changed.")
        {
            Target = provision,
            RecommendedAction = "Edit the descriptor back, or add -AllowReplace (oneprovision update --replace): what is on them is lost.",
        };
    }
}
