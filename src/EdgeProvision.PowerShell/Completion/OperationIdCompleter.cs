using System.Collections;
using System.Diagnostics;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Ids of the operations that a provision's log has.</summary>
public sealed class OperationIdCompleter : CloudCompleter
{
    private const int MostProvisions = 5;

    private protected override IEnumerable<Offer> Offers(EdgeConnection connection, IDictionary boundParameters)
    {
        var began = Stopwatch.GetTimestamp();
        var provisions = Known(connection).Where(p => ProvisionChoice.Includes(boundParameters, p, "Name") && ProvisionChoice.Includes(boundParameters, p, "Id")).Take(MostProvisions).ToList();
        Look(() => Task.WhenAll(provisions.Select(p => connection.LookUpOperationsAsync(p, CancellationToken.None))), Patience - Stopwatch.GetElapsedTime(began));
        return provisions.SelectMany(p => Offers(connection.RememberedOperations(p), p));
    }

    private protected override IEnumerable<Offer> Offers(Provision provision, IDictionary boundParameters) => [];

    private static IEnumerable<Offer> Offers(IReadOnlyList<Operation> operations, Provision provision) =>
        operations.Select(o => new Offer(o.Id, $"{provision.Name}: {o.Verb}, {o.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}, {o.Outcome}"));
}
