using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EdgeProvision.Engine.Offers;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Loading;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Which providers the command line so far means.</summary>
internal static class OfferSource
{
    /// <summary>Those of the front-end that is named, else of the session's current one, else of a session without.</summary>
    /// <param name="boundParameters">What is on the command line so far.</param>
    /// <param name="toAsk">To ask the providers, not only to name them. Where a front-end is known that is not connected, it may be a sandbox's: then nobody is asked.</param>
    /// <exception cref="EdgeException">The front-end that is named is not connected.</exception>
    public static OfferMemory? Find(IDictionary boundParameters, bool toAsk)
    {
        var cloud = boundParameters["Cloud"] is PSObject wrapped ? wrapped.BaseObject : boundParameters["Cloud"];
        if (cloud is EdgeCloud given)
            return SessionConnections.Find(given).Offers;
        if (Runspace.DefaultRunspace is null)
            return null;
        var session = SessionConnections.OfThisRunspace();
        if (session.Current is { } current)
            return current.Offers;
        var options = Connector.Options(ModuleLocation.Directory);
        return toAsk && new FrontEndResolver(options.Machine).HasCredentials ? null : session.RequireOffers(() => new OfferMemory(ProviderOffers.WithoutFrontEnd(options)));
    }

    /// <summary>Its providers; those of a name where the command line gives one.</summary>
    public static IEnumerable<EdgeProvider> Providers(OfferMemory offers, IDictionary boundParameters)
    {
        var names = boundParameters["Provider"] switch
        {
            null => null,
            string one => new[] { one },
            IEnumerable many => [.. many.Cast<object?>().Select(o => o?.ToString() ?? "")],
            var other => [other.ToString() ?? ""],
        };
        return offers.Providers().Where(p => names is null || names.Any(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase).IsMatch(p.Name)));
    }
}
