using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Engine.Providers;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Drivers that this release can use.</summary>
public sealed class UsableDriverCompleter : WordCompleter
{
    private protected override IEnumerable<Offer> Offers() =>
        KnownWords.HostDrivers.Where(known => ProviderDrivers.ServiceNames.Contains(known.Word)).Select(known => new Offer(known.Word, known.Meaning));
}
