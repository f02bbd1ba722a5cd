using System.Text.Json;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>Hardware that the project has reserved. It is charged by its own rate for each billing cycle, used or not; only one that is hourly tells the price of an hour.</summary>
internal sealed class PacketReserved(PacketListing listing, PacketCatalog catalog)
{
    // Has the service put plan and facility into the answer, where it would only link to them.
    private const string Include = "include=plan,facility,facility.metro";

    /// <summary>All of them, in use or not; null where the service has no such list or does not show it.</summary>
    public async Task<IReadOnlyList<ReservedHardware>?> ReadAsync(CancellationToken cancellationToken)
    {
        var project = await catalog.ProjectAsync(cancellationToken).ConfigureAwait(false);
        var request = RestRequest.Read(PacketPaths.ReservedHardware(project), $"list the reserved hardware of project {project}", project);
        try
        {
            return [.. (await listing.ReadAsync(request, "hardware_reservations", Include, cancellationToken).ConfigureAwait(false)).Select(Entry)];
        }
        catch (ProviderException error) when (PacketCatalog.IsSilence(error))
        {
            return null;
        }
    }

    private static ReservedHardware Entry(JsonElement json)
    {
        var facility = PacketJson.Property(json, "facility");
        var metro = facility is { } place && PacketJson.Code(place, "metro") is { } code ? code : PacketJson.Code(json, "metro");
        var price = PacketJson.Text(json, "billing_cycle") == "hourly" && PacketJson.Number(json, "custom_rate") is >= 0 and < 1_000_000 and var rate ? decimal.Round((decimal)rate, 4) : (decimal?)null;
        return new ReservedHardware(
            PacketJson.Text(json, "id")!, Clean(PacketJson.Slug(json, "plan")), [.. new[] { Clean(PacketJson.Code(json, "facility")), Clean(metro) }.OfType<string>()],
            PacketJson.Property(json, "device") is { } device ? PacketJson.Link(device) : null)
        {
            ShortId = Clean(PacketJson.Text(json, "short_id")),
            IsUsable = PacketJson.Flag(json, "provisionable") != false && PacketJson.Flag(json, "spare") != true,
            HourlyPrice = price,
            Currency = price is null ? null : PacketOffers.Currency,
        };
    }

    private static string? Clean(string? text) => text is null ? null : ErrorText.Clean(text);
}
