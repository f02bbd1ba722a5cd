using EdgeProvision.Engine.Descriptors.Schema;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Kinds of datastores.</summary>
public sealed class DatastoreTypeCompleter : WordCompleter
{
    private protected override IEnumerable<Offer> Offers() => KnownWords.DatastoreTypes.Select(known => new Offer(known.Word, known.Meaning));
}
