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

    public static JsonObject Of(HardwarePlan plan, Func<string, string> link) => new()
    {
        ["id"] = plan.Id,
        ["slug"] = plan.Slug,
        ["name"] = plan.Alias.Length > 0 ? plan.Alias : plan.Slug,
        ["description"] = $"{plan.Processor}, {plan.MemoryGigabytes} GB",
        ["line"] = "baremetal",
        ["class"] = plan.Alias.Length > 0 ? plan.Alias : plan.Slug,
        ["legacy"] = false,
        ["deployment_types"] = PacketReply.Array(["on_demand"]),
        ["specs"] = new JsonObject
        {
            ["cpus"] = new JsonArray(new JsonObject { ["count"] = plan.Cpus, ["type"] = plan.Processor }),
            ["memory"] = new JsonObject { ["total"] = $"{plan.MemoryGigabytes}GB" },
            ["drives"] = new JsonArray(new JsonObject { ["count"] = 1, ["size"] = "80GB", ["type"] = "SSD" }),
            ["nics"] = new JsonArray(new JsonObject { ["count"] = 2, ["type"] = "1Gbps" }),
            ["features"] = new JsonObject { ["raid"] = false, ["txt"] = true },
        },
        ["pricing"] = new JsonObject { ["hour"] = plan.HourlyPrice },
        ["available_in"] = PacketReply.Array(PacketCatalogue.Facilities.Select(facility => PacketReply.Href(link($"/facilities/{facility.Id}")))),
        ["available_in_metros"] = PacketReply.Array(PacketCatalogue.Metros.Select(metro => PacketReply.Href(link($"/locations/metros/{metro.Id}")))),
    };

    public static JsonObject Of(PacketTenant tenant, Func<string, string> link) => new()
    {
        ["id"] = tenant.ProjectId,
        ["name"] = tenant.ProjectName,
        ["href"] = link($"/projects/{tenant.ProjectId}"),
        ["devices"] = PacketReply.Array([PacketReply.Href(link($"/projects/{tenant.ProjectId}/devices"))]),
    };
}
