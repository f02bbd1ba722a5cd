using EdgeProvision.Engine.Planning;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>What the operation is going to remove from OpenNebula, by id: what users have on it is in the way.</summary>
/// <param name="Hosts">Hosts.</param>
/// <param name="Datastores">Datastores.</param>
/// <param name="Networks">Networks.</param>
public sealed record RemovalExtent(IReadOnlySet<int> Hosts, IReadOnlySet<int> Datastores, IReadOnlySet<int> Networks)
{
    /// <summary>What the steps of a plan remove.</summary>
    public static RemovalExtent Of(OperationPlan plan) => new(Ids(plan, StepKind.DeleteHost), Ids(plan, StepKind.DeleteDatastore), Ids(plan, StepKind.DeleteNetwork));

    private static HashSet<int> Ids(OperationPlan plan, StepKind kind) => [.. plan.Steps.Where(s => s.Kind == kind).Select(s => s.ObjectId)];
}
