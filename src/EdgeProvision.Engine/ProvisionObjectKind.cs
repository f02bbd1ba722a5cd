namespace EdgeProvision.Engine;

/// <summary>Kinds of OpenNebula objects that can be deleted one by one.</summary>
public enum ProvisionObjectKind
{
    /// <summary>A cluster.</summary>
    Cluster,

    /// <summary>A datastore.</summary>
    Datastore,

    /// <summary>A virtual network.</summary>
    Network,
}
