namespace EdgeProvision.Model;

/// <summary>An edge host, a network or a datastore of an <see cref="EdgeDescriptor"/>.</summary>
/// <param name="Name">Its name as written; a host's is its host name. Empty when the document gives none.</param>
/// <param name="Driver">A host's provider, a network's network driver, a datastore's transfer driver; empty when the document gives none.</param>
public sealed record EdgeDescriptorItem(string Name, string Driver)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
