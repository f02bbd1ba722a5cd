using System.Management.Automation;
using EdgeProvision.Engine.Offers;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>
/// A cmdlet about providers. It needs no front-end; but one that is connected, or that the environment names, may be a sandbox's, and then the sandbox's
/// providers are the only ones.
/// </summary>
public abstract class OfferSessionCmdlet : CloudSessionCmdlet
{
    /// <summary>The front-end whose providers are meant; the session's current one when not given.</summary>
    [Parameter]
    public EdgeCloud? Cloud { get; set; }

    /// <summary>The providers of this session.</summary>
    /// <param name="directory">The session's current directory.</param>
    /// <param name="isListing">Only to list them: then a front-end that does not answer is no reason to show nothing.</param>
    /// <param name="cancellationToken">Stops.</param>
    private protected async Task<OfferMemory> OffersAsync(string directory, bool isListing, CancellationToken cancellationToken)
    {
        if (Cloud is not null)
            return SessionConnections.Find(Cloud).Offers;
        if (Session.Current is { } current)
            return current.Offers;
        var options = Connector.Options(directory);
        try
        {
            if (new FrontEndResolver(options.Machine).HasCredentials)
                return Adopt(await Connector.OpenAsync(null, null, directory, cancellationToken).ConfigureAwait(false)).Offers;
        }
        catch (EdgeException error) when (isListing)
        {
            Post(() => WriteVerbose($"The front-end that the environment names cannot be asked whether it is a sandbox's: {error.Message}"));
        }

        return Session.RequireOffers(() => new OfferMemory(ProviderOffers.WithoutFrontEnd(options)));
    }
}
