using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Ec2.Wire;

namespace EdgeProvision.Engine.Providers.Ec2.Addresses;

/// <summary>Which group of zones an address has to be rented in, so that machines of a zone can have it: Local and Wavelength Zones have groups of their own.</summary>
internal sealed class BorderGroups(Ec2Service service)
{
    /// <summary>The group that is named, or that of the zone which is named; null for the region's own.</summary>
    public async Task<string?> OfAsync(ReservationRequest request, CancellationToken cancellationToken)
    {
        if (request.Keys.GetValueOrDefault("networkbordergroup") is { Length: > 0 } group)
            return group;
        return (request.Keys.GetValueOrDefault("availabilityzone") ?? request.Keys.GetValueOrDefault("location")) is { Length: > 0 } zone
            ? await OfZoneAsync(zone, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>The zone's group; null where the service does not tell.</summary>
    public async Task<string?> OfZoneAsync(string zone, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeAvailabilityZones", $"look up the zone {zone}", zone);
        var answer = await service.SendAsync(
            call, (client, token) => client.DescribeAvailabilityZonesAsync(new DescribeAvailabilityZonesRequest { ZoneNames = [zone], AllAvailabilityZones = true }, token), cancellationToken).ConfigureAwait(false);
        return answer.AvailabilityZones?.FirstOrDefault()?.NetworkBorderGroup;
    }
}
