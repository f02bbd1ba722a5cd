using System.Text.Json.Nodes;

namespace EdgeProvision.Sandbox.Redfish;

/// <summary>The resources that the service shows.</summary>
internal static class RedfishDocuments
{
    public const string Root = "/redfish/v1/";
    public const string Systems = "/redfish/v1/Systems";
    public const string Sessions = "/redfish/v1/SessionService/Sessions";

    public static JsonObject Versions() => new() { ["v1"] = Root };

    public static JsonObject ServiceRoot() => new()
    {
        ["@odata.id"] = Root,
        ["@odata.type"] = "#ServiceRoot.v1_15_0.ServiceRoot",
        ["Id"] = "RootService",
        ["Name"] = "Machines that stand",
        ["RedfishVersion"] = "1.18.0",
        ["Systems"] = Link(Systems),
        ["SessionService"] = Link("/redfish/v1/SessionService"),
        ["Links"] = new JsonObject { ["Sessions"] = Link(Sessions) },
    };

    public static JsonObject Collection(IReadOnlyList<RedfishSystem> systems) => new()
    {
        ["@odata.id"] = Systems,
        ["@odata.type"] = "#ComputerSystemCollection.ComputerSystemCollection",
        ["Name"] = "Computer System Collection",
        ["Members@odata.count"] = systems.Count,
        ["Members"] = new JsonArray([.. systems.Select(s => Link(PathOf(s)))]),
    };

    public static JsonObject System(RedfishSystem system, string powerState, RedfishConditions conditions)
    {
        var reset = new JsonObject { ["target"] = $"{PathOf(system)}/Actions/ComputerSystem.Reset" };
        if (conditions.TellsResets)
            reset["ResetType@Redfish.AllowableValues"] = new JsonArray([.. conditions.Resets.Select(r => (JsonNode)r)]);
        return new JsonObject
        {
            ["@odata.id"] = PathOf(system),
            ["@odata.type"] = "#ComputerSystem.v1_20_0.ComputerSystem",
            ["Id"] = system.Id,
            ["Name"] = system.Name,
            ["HostName"] = system.Machine.Hostname,
            ["SystemType"] = "Physical",
            ["PowerState"] = powerState,
            ["Status"] = new JsonObject { ["State"] = powerState == PowerState.Off ? "StandbyOffline" : "Enabled", ["Health"] = "OK" },
            ["Actions"] = new JsonObject { ["#ComputerSystem.Reset"] = reset },
        };
    }

    /// <summary>A machine as the sandbox itself is told of it: no part of the protocol.</summary>
    public static JsonObject Machine(RedfishSystem system, string powerState) => new()
    {
        ["name"] = system.Name,
        ["system"] = system.Id,
        ["hostname"] = system.Machine.Hostname,
        ["address"] = system.Machine.PublicAddress,
        ["privateAddress"] = system.Machine.PrivateAddress,
        ["powerState"] = powerState,
    };

    private static string PathOf(RedfishSystem system) => $"{Systems}/{system.Id}";

    private static JsonObject Link(string path) => new() { ["@odata.id"] = path };
}
