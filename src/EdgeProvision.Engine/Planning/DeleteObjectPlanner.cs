using EdgeProvision.Engine.Observation;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>The removal of a single object of a provision. Pure.</summary>
public static class DeleteObjectPlanner
{
    /// <summary>Makes the plan.</summary>
    /// <exception cref="EdgeException"><c>ObjectNotFound</c>: the provision has no such object, or has it no longer.</exception>
    public static OperationPlan Plan(ObservedProvision observed, ProvisionObjectKind kind, int id)
    {
        var (word, step, name) = kind switch
        {
            ProvisionObjectKind.Cluster => ("cluster", StepKind.DeleteCluster, observed.Clusters.FirstOrDefault(c => c.Id == id)?.Name),
            ProvisionObjectKind.Datastore => ("datastore", StepKind.DeleteDatastore, observed.Datastores.FirstOrDefault(d => d.Id == id)?.Name),
            _ => ("vnet", StepKind.DeleteNetwork, observed.Networks.FirstOrDefault(n => n.Id == id)?.Name),
        };
        if (name is null)
            throw new EdgeException("ObjectNotFound", ErrorKind.NotFound, $"Provision {observed.Name} has no {word} {id}.") { Target = $"{word} {id}" };
        var builder = new PlanBuilder();
        builder.Add(step, FormattableString.Invariant($"{word}/{id}"), name, $"Delete {word} {id} ({name})", PlanEffect.Delete);
        builder.Last(s => s with { ObjectId = id });
        return new OperationPlan($"{word} delete", observed.Name, observed.Id, builder.Steps, []);
    }
}
