using System.Globalization;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>The moment at which the service takes a device away by itself, as requests say it.</summary>
internal static class PacketEnd
{
    public const string Field = "termination_time";

    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
