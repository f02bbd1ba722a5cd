namespace EdgeProvision.Sandbox.Packet;

/// <summary>The API's words for how many machines are left.</summary>
internal static class StockLevel
{
    public const string Normal = "normal";
    public const string Limited = "limited";
    public const string Unavailable = "unavailable";

    public static string Of(int servers) => servers switch
    {
        <= 0 => Unavailable,
        < 10 => Limited,
        _ => Normal,
    };
}
