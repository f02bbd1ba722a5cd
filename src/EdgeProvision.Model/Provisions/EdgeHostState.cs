namespace EdgeProvision.Model;

/// <summary>State of an edge host, computed from front-end data alone (the table is in docs/design/states.md).</summary>
public enum EdgeHostState
{
    /// <summary>Registered; nothing has been asked of the provider.</summary>
    Pending,

    /// <summary>Asked for or rented, not reachable yet.</summary>
    Creating,

    /// <summary>Rented, not configured yet.</summary>
    Configuring,

    /// <summary>Configured and enabled.</summary>
    Ready,

    /// <summary>Powered off, still rented.</summary>
    Off,

    /// <summary>Configuration failed, or OpenNebula reports an error.</summary>
    Error,
}
