using System.Text.Json.Nodes;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>Catalogue entries as the API shows them.</summary>
internal static class CatalogueDocument
{
    public static JsonObject Of(Metro metro) => new()
    {
        ["id"] = metro.Id, ["code"] = metro.Code, ["name"] = metro.Name, ["country"] = metro.Country,
    };

    public static JsonObject Of(Facility facility) => new()
    {
        ["id"] = facility.Id,
        ["code"] = facility.Code,
        ["name"] = facility.Name,
        ["features"] = PacketReply.Array(["baremetal", "layer_2", "global_ipv4"]),
        ["metro"] = Of(PacketCatalogue.Metros.First(metro => metro.Code == facility.Metro)),
    };

    public static JsonObject Of(OperatingSystem system) => new()
    {
        ["id"] = system.Id,
        ["slug"] = system.Slug,
        ["name"] = system.Name,
        ["distro"] = system.Distro,
        ["version"] = system.Version,
        ["preinstallable"] = true,
        ["provisionable_on"] = PacketReply.Array(PacketCatalogue.Plans.Select(plan => plan.Slug)),
    };

    public static JsonObject Of(HardwarePlan plan, PacketCall call) => new()
    {
        ["id"] = plan.Id,
        ["slug"] = plan.Slug,
        ["name"] = plan.Alias.Length > 0 ? plan.Alias : plan.Slug,
        ["description"] = $"{plan.Processors} x {plan.Processor} ({plan.Cores} cores), {plan.MemoryGigabytes} GB",
        ["line"] = "baremetal",
        ["class"] = plan.Alias.Length > 0 ? plan.Alias : plan.Slug,
        ["legacy"] = false,
        ["deployment_types"] = PacketReply.Array(["on_demand"]),
        ["specs"] = new JsonObject
        {
            // The number of processors, not of their cores: those stand in the texts alone.
            ["cpus"] = new JsonArray(new JsonObject { ["count"] = plan.Processors, ["type"] = plan.Processor }),
            ["memory"] = new JsonObject { ["total"] = $"{plan.MemoryGigabytes}GB" },
            ["drives"] = PacketReply.Array(plan.Drives.Select(drive => new JsonObject { ["count"] = drive.Count, ["size"] = drive.Size, ["type"] = drive.Type })),
            ["nics"] = new JsonArray(new JsonObject { ["count"] = 2, ["type"] = "1Gbps" }),
            ["features"] = new JsonObject { ["raid"] = false, ["txt"] = true },
        },
        ["pricing"] = new JsonObject { ["hour"] = plan.HourlyPrice },
        ["available_in"] = PacketReply.Array(PacketCatalogue.Facilities.Select(facility =>
            Priced(call.Includes("available_in") ? Of(facility) : [], call.Link($"/facilities/{facility.Id}"), plan.PriceIn(facility.Metro)))),
        ["available_in_metros"] = PacketReply.Array(PacketCatalogue.Metros.Select(metro =>
            Priced(call.Includes("available_in_metros") ? Of(metro) : [], call.Link($"/locations/metros/{metro.Id}"), plan.PriceIn(metro.Code)))),
    };

    private static JsonObject Priced(JsonObject place, string href, decimal price)
    {
        place["href"] = href;
        place["price"] = new JsonObject { ["hour"] = price };
        return place;
    }

    public static JsonObject Of(PacketTenant tenant, Func<string, string> link) => new()
    {
        ["id"] = tenant.ProjectId,
        ["name"] = tenant.ProjectName,
        ["href"] = link($"/projects/{tenant.ProjectId}"),
        ["devices"] = PacketReply.Array([PacketReply.Href(link($"/projects/{tenant.ProjectId}/devices"))]),
    };
}
