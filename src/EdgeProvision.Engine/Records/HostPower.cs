namespace EdgeProvision.Engine.Records;

/// <summary>What a host's power was last meant to be, as EDGE_POWER has it.</summary>
/// <param name="Kind">On, off, or on its way through a restart.</param>
/// <param name="BootId">For a restart: the boot id from before it, or null when that was not known.</param>
public sealed record HostPower(HostPowerKind Kind, string? BootId = null)
{
    /// <summary>Powered on.</summary>
    public static readonly HostPower On = new(HostPowerKind.On);

    /// <summary>Powered off.</summary>
    public static readonly HostPower Off = new(HostPowerKind.Off);

    /// <summary>Reads the attribute; what is missing or unreadable counts as on.</summary>
    public static HostPower Parse(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["off"] => Off,
        ["restarting"] or ["restarting", "unknown"] => new HostPower(HostPowerKind.Restarting),
        ["restarting", var bootId] => new HostPower(HostPowerKind.Restarting, bootId),
        _ => On,
    };

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        HostPowerKind.Off => "off",
        HostPowerKind.Restarting => $"restarting {BootId ?? "unknown"}",
        _ => "on",
    };
}
