using EdgeProvision.Engine.Descriptors.Schema;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Datastore drivers.</summary>
public sealed class DatastoreDriverCompleter : WordCompleter
{
    private protected override IEnumerable<Offer> Offers() => KnownWords.DatastoreDrivers.Select(known => new Offer(known.Word, known.Meaning));
}
