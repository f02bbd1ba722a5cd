using EdgeProvision.Engine.Descriptors.Schema;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Network drivers.</summary>
public sealed class NetworkDriverCompleter : WordCompleter
{
    private protected override IEnumerable<Offer> Offers() => KnownWords.NetworkDrivers.Select(known => new Offer(known.Word, known.Meaning));
}
