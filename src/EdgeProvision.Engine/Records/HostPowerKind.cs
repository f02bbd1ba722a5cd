namespace EdgeProvision.Engine.Records;

/// <summary>What a host's power was last meant to be.</summary>
public enum HostPowerKind
{
    /// <summary>On.</summary>
    On,

    /// <summary>Off.</summary>
    Off,

    /// <summary>On its way through a restart.</summary>
    Restarting,
}
