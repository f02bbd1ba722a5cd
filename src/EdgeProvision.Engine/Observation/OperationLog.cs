using EdgeProvision.Model;

namespace EdgeProvision.Engine.Observation;

/// <summary>What the entries of a provision's operations mean now.</summary>
internal static class OperationLog
{
    /// <summary>An open entry whose lock does not stand any more is that of a killed process.</summary>
    public static ObservedProvision Judge(ObservedProvision provision, IReadOnlySet<string> liveOperations) =>
        provision.Record is { } record
            ? provision with
            {
                Record = record with
                {
                    Operations = [.. record.Operations.Select(o => o.Outcome == OperationOutcome.Running && !liveOperations.Contains(o.Id) ? o with { Outcome = OperationOutcome.Interrupted } : o)],
                },
            }
            : provision;
}
