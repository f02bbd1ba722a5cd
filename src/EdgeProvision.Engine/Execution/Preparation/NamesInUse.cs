using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>
/// Names that the descriptor wants and somebody else has: known before anything is made, so told before anything is made. Names with references
/// are left to the steps.
/// </summary>
internal static class NamesInUse
{
    public static void Check(Descriptor desired, ObservedProvision observed, FrontEndSnapshot snapshot)
    {
        if (observed.Clusters.Count == 0 && Literal(desired.ClusterName)
            && snapshot.Clusters.FirstOrDefault(c => c.Name == desired.ClusterName) is { } cluster && !IsOurs(cluster.Template, observed) && !IsLostAnswer(cluster, observed))
        {
            throw ClusterStep.Taken(desired.ClusterName, cluster.Id);
        }

        foreach (var wanted in desired.Datastores.Where(d => Literal(d.Name)))
        {
            if (snapshot.Datastores.FirstOrDefault(d => d.Name == wanted.Name) is { } datastore && !IsOurs(datastore.Template, observed))
                throw ObjectTemplates.NameTaken("datastore", wanted.Name, datastore.Id);
        }
    }

    private static bool IsOurs(AttributeTree template, ObservedProvision observed) =>
        observed.Id is { } id && template.TextAt("PROVISION/PROVISION_ID") == id;

    /// <summary>An empty cluster that nobody claims, where our record stands already: a run was killed between its allocate and its update.</summary>
    private static bool IsLostAnswer(ClusterObject cluster, ObservedProvision observed) =>
        observed.Record is not null && cluster.Template.Section("PROVISION") is null && cluster.HostIds.IsEmpty;

    private static bool Literal(string name) => !TemplateEvaluator.References(name).Any();
}
