using EdgeProvision.Engine.Descriptors.Schema;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Providers' drivers.</summary>
public sealed class HostDriverCompleter : WordCompleter
{
    private protected override IEnumerable<Offer> Offers() => KnownWords.HostDrivers.Select(known => new Offer(known.Word, known.Meaning));
}
