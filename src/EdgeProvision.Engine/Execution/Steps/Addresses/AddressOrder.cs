using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Requests;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>An order of addresses where a host is.</summary>
internal static class AddressOrder
{
    public static readonly IReadOnlyList<string> Places = ["facility", "metro", "availabilityzone", "networkbordergroup"];

    /// <summary>The order. The machine's own place is beside the descriptor's words, which may name several.</summary>
    public static ReservationRequest For(ObservedProvision observed, string provisionId, ObservedHost host, CreateAddressRequest request, string key)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var place in Places)
        {
            if (host.Template.TextAt($"PROVISION/{place.ToUpperInvariant()}") is { Length: > 0 } value)
                keys[place] = value;
        }

        if (observed.Devices.FirstOrDefault(d => d.Id == host.DeviceId)?.Location is { Length: > 0 } location)
            keys["location"] = location;
        return new ReservationRequest(provisionId, key, request.Count, keys) { Type = request.Type };
    }
}
