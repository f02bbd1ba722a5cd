using EdgeProvision.Engine;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Loading;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Names of the base descriptors that are shipped.</summary>
public sealed class TemplateCompleter : WordCompleter
{
    private protected override IEnumerable<Offer> Offers() =>
        EngineContent.Templates(Connector.Options(ModuleLocation.Directory)).Select(name => new Offer(name, $"Base descriptor {name}.yaml"));
}
