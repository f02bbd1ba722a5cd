namespace EdgeProvision.Engine.Requests;

/// <summary>Make a provision that stands what a changed descriptor says.</summary>
/// <param name="Descriptor">The descriptor.</param>
public sealed record UpdateRequest(DescriptorSource Descriptor) : DescriptorRequest(Descriptor)
{
    /// <summary>For a descriptor in a file.</summary>
    /// <param name="path">The file.</param>
    public UpdateRequest(string path)
        : this(new DescriptorSource.File(path))
    {
    }

    /// <summary>Hosts and datastores that cannot be changed in place may be removed and made anew.</summary>
    public bool MayReplace { get; init; }
}
