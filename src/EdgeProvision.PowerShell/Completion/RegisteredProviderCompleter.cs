using EdgeProvision.Engine;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Loading;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Names of registered providers.</summary>
public sealed class RegisteredProviderCompleter : WordCompleter
{
    private protected override IEnumerable<Offer> Offers()
    {
        try
        {
            return EngineContent.Registry(Connector.Options(ModuleLocation.Directory)).Read().Select(e => new Offer(e.Name, $"{e.Driver} at {e.Endpoint}"));
        }
        catch (EdgeException)
        {
            return [];
        }
    }
}
