namespace EdgeProvision.Engine.Providers;

/// <summary>A machine that the project has reserved: it is paid for whether it is used or not.</summary>
/// <param name="Id">The provider's id of the reservation.</param>
/// <param name="Hardware">The word for its kind of hardware, or null where the provider does not say.</param>
/// <param name="Places">The words for where it stands, the narrowest first; none where the provider does not say.</param>
/// <param name="DeviceId">The machine that it is in use as, or null.</param>
public sealed record ReservedHardware(string Id, string? Hardware, IReadOnlyList<string> Places, string? DeviceId)
{
    /// <summary>The key of the provision section that asks for it.</summary>
    public const string Key = "hardware_reservation";

    /// <summary>What stands there for any that is free.</summary>
    public const string Any = "next-available";

    /// <summary>A short form of the id, as people see it on a console.</summary>
    public string? ShortId { get; init; }

    /// <summary>False for one that cannot be used, such as a spare.</summary>
    public bool IsUsable { get; init; } = true;

    /// <summary>What an hour of it costs, where the provider says so.</summary>
    public decimal? HourlyPrice { get; init; }

    /// <summary>The currency of the price.</summary>
    public string? Currency { get; init; }

    /// <summary>True while it can be used for another machine.</summary>
    public bool IsFree => IsUsable && DeviceId is null;
}
