namespace EdgeProvision.Model;

/// <summary>What a <see cref="DescriptorObject"/> becomes in OpenNebula.</summary>
public enum DescriptorObjectKind
{
    /// <summary>A datastore.</summary>
    Datastore,

    /// <summary>A virtual network.</summary>
    Network,
}
