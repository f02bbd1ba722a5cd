using System.Globalization;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Ipam;

/// <summary>Rents the addresses of a new range, unless a reservation carries its key already.</summary>
internal sealed class RangeRegistration(EngineParts parts, RangeProviders providers)
{
    /// <summary>The text that replaces the range.</summary>
    /// <param name="range">The range that was asked for.</param>
    /// <param name="snapshot">The front-end.</param>
    /// <param name="left">How long oned will still wait.</param>
    /// <param name="cancellationToken">Stops it when that has passed.</param>
    public async Task<string> RunAsync(RequestedRange range, FrontEndSnapshot snapshot, Func<TimeSpan> left, CancellationToken cancellationToken)
    {
        var size = range.Size;
        var provision = RangeProviders.ProvisionOf(range, snapshot);
        var driver = await providers.OpenAsync(range, provision, cancellationToken).ConfigureAwait(false);
        var addresses = driver.Addresses ?? throw AddressErrors.NotSupported(driver.Name);

        // A range of the original tool has no key. Within this call, an order whose answer was lost is found by one that is made up.
        var owner = range.ProvisionId ?? Guid.NewGuid().ToString();
        var key = range.EdgeKey ?? EdgeAttribute.RangeKey(owner, "range", 0);
        var order = new ReservationRequest(owner, key, size, Places(range, provision)) { Type = range.Keys.GetValueOrDefault($"{range.Driver}_ip_type") };
        RangeRules.Check(range.ToString(), range.Driver, range.Attributes.Text("TYPE"), order, addresses);
        var claim = new UnrecordedOrder(key, left, parts.Options.Timings.IpamLastOrder);
        try
        {
            var block = await AddressKeeper.EnsureAsync(
                driver, order, claim, parts.Options.Time, text => parts.Options.Trace?.Invoke(Operations.MessageLevel.Verbose, text), cancellationToken).ConfigureAwait(false);
            return Answer(range, block, size);
        }
        catch (EdgeException failure) when (claim.WasSent && failure.Kind is ErrorKind.Unreachable or ErrorKind.Timeout or ErrorKind.InvalidAnswer)
        {
            throw IpamErrors.Unanswered(range, failure);
        }
        catch (OperationCanceledException) when (claim.WasSent)
        {
            throw IpamErrors.OutOfTime(range, parts.Options.Timings.IpamAnswer, mayHaveOrdered: true);
        }
    }

    /// <summary>Where, as the range says it; where it says nothing, as the provision's machines do.</summary>
    private static Dictionary<string, string> Places(RequestedRange range, ObservedProvision provision)
    {
        var places = range.Keys.Where(k => AddressOrder.Places.Contains(k.Key)).ToDictionary(StringComparer.Ordinal);
        if (places.Count == 0 && provision.Hosts.FirstOrDefault(h => h.Driver == range.Driver) is { } host)
        {
            foreach (var place in AddressOrder.Places)
            {
                if (host.Template.TextAt($"PROVISION/{place.ToUpperInvariant()}") is { Length: > 0 } value)
                    places[place] = value;
            }
        }

        return places;
    }

    private string Answer(RequestedRange range, AddressReservation block, int size)
    {
        List<TemplateAttribute> attributes =
        [
            new("TYPE", "IP4"), new("IP", block.Network), new("SIZE", size.ToString(CultureInfo.InvariantCulture)), new("IPAM_MAD", range.Driver), new("DEPLOY_ID", block.Id),
        ];
        if (range.EdgeKey is { } key)
            attributes.Add(new(EdgeAttribute.Key, key));
        attributes.AddRange(range.Kept);
        attributes.AddRange(range.Secrets.Where(s => range.EdgeKey is null || StaysEncrypted(s.Name)));
        return TemplateWriter.Write(AttributeTree.Empty.Add("AR", new AttributeTree(attributes)));
    }

    /// <summary>
    /// 5.10 keeps what it lists encrypted, and there the host that has the credentials besides is deleted before its networks. Later releases store it in clear after the first lease.
    /// </summary>
    private bool StaysEncrypted(string name) => parts.Configuration.Release.Major == 5 && parts.Configuration.Encrypts(FrontEndObjectKind.Network, $"AR/{name}");
}
