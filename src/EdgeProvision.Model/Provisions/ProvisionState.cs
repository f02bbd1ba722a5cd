namespace EdgeProvision.Model;

/// <summary>State of a provision: the worst of its hosts', from best to worst.</summary>
public enum ProvisionState
{
    /// <summary>Everything stands and every host is ready (or there are none).</summary>
    Ready,

    /// <summary>A host is powered off on purpose.</summary>
    Off,

    /// <summary>A host is being configured.</summary>
    Configuring,

    /// <summary>A host is being created, or an operation was cut off there.</summary>
    Creating,

    /// <summary>Nothing but the record or the cluster stands yet.</summary>
    Pending,

    /// <summary>A removal has begun and is not finished.</summary>
    Deleting,

    /// <summary>A host is in error.</summary>
    Error,
}
