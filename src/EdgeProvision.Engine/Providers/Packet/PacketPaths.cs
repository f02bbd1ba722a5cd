namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>Paths of the API. Every part that comes from outside is escaped: an id of <c>../ips/1</c> must not address anything else.</summary>
internal static class PacketPaths
{
    public const string Projects = "projects";
    public const string OperatingSystems = "operating-systems";
    public const string Plans = "plans";
    public const string Facilities = "facilities";
    public const string Metros = "locations/metros";
    public const string Capacity = "capacity";
    public const string MetroCapacity = "capacity/metros";

    public static string ProjectDevices(string project) => $"projects/{Segment(project)}/devices";

    public static string ProjectAddresses(string project) => $"projects/{Segment(project)}/ips";

    public static string Device(string id) => $"devices/{Segment(id)}";

    public static string DeviceAddresses(string id) => $"devices/{Segment(id)}/ips";

    public static string DeviceEvents(string id) => $"devices/{Segment(id)}/events";

    public static string ReservedHardware(string project) => $"projects/{Segment(project)}/hardware-reservations";

    public static string Actions(string id) => $"devices/{Segment(id)}/actions";

    public static string Address(string id) => $"ips/{Segment(id)}";

    private static string Segment(string value)
    {
        var escaped = Uri.EscapeDataString(value);

        // Dots are not escaped, and ".." would climb.
        return escaped is "" or "." or ".." ? throw new ArgumentException($"'{value}' is no id.", nameof(value)) : escaped;
    }
}
