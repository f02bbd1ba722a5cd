using EdgeProvision.Engine.Descriptors.Schema;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Transfer drivers.</summary>
public sealed class TransferDriverCompleter : WordCompleter
{
    private protected override IEnumerable<Offer> Offers() => KnownWords.TransferDrivers.Select(known => new Offer(known.Word, known.Meaning));
}
