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

    /// <summary>The operation of that id, the last one when none is asked for; null when none is recorded.</summary>
    /// <exception cref="EdgeException"><c>OperationNotFound</c>.</exception>
    public static Operation? Pick(ObservedProvision provision, string? id)
    {
        IReadOnlyList<Operation> operations = provision.Record?.Operations ?? [];
        if (id is null)
            return operations.Count == 0 ? null : operations[^1];
        return operations.FirstOrDefault(o => string.Equals(o.Id, id, StringComparison.OrdinalIgnoreCase)) ?? throw new EdgeException(
            "OperationNotFound", ErrorKind.NotFound, $"The log of provision {provision.Name} has no operation with the id '{id}'.")
        {
            Target = id,
            RecommendedAction = operations.Count == 0
                ? "No operation is recorded for it."
                : $"It keeps the last ones: {string.Join(", ", operations.Reverse().Select(o => $"{o.Id} ({o.Verb}, {o.StartedAt:u})"))}.",
        };
    }
}
