using EdgeProvision.Engine;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Loading;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Names of playbooks, shipped and the user's own.</summary>
public sealed class PlaybookCompleter : WordCompleter
{
    private protected override IEnumerable<Offer> Offers() =>
        EngineContent.Playbooks(Connector.Options(ModuleLocation.Directory)).Names.Order(StringComparer.Ordinal).Select(name => new Offer(name, $"Playbook {name}"));
}
