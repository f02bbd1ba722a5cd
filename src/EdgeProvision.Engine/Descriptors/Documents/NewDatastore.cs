using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>A datastore to add to a descriptor.</summary>
/// <param name="Name">Its name.</param>
public sealed record NewDatastore(string Name)
{
    /// <summary><c>image_ds</c>, <c>system_ds</c> or <c>file_ds</c>; null for OpenNebula's choice, an image datastore.</summary>
    public string? Type { get; init; }

    /// <summary>The datastore driver (<c>ds_mad</c>); null for <c>fs</c>, and for none where the datastore is the system's.</summary>
    public string? Driver { get; init; }

    /// <summary>The transfer driver (<c>tm_mad</c>); null for <c>ssh</c>.</summary>
    public string? TransferDriver { get; init; }

    /// <summary>Its other keys.</summary>
    public AttributeMap? Attributes { get; init; }
}
