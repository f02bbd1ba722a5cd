namespace EdgeProvision.Engine.Requests;

/// <summary>Make or continue the provision of a descriptor. Contents are removed with <see cref="EdgeProvision.Model.FailureMode.Cleanup"/> only.</summary>
/// <param name="Descriptor">The descriptor.</param>
public sealed record CreateRequest(DescriptorSource Descriptor) : DescriptorRequest(Descriptor)
{
    /// <summary>For a descriptor in a file.</summary>
    /// <param name="path">The file.</param>
    public CreateRequest(string path)
        : this(new DescriptorSource.File(path))
    {
    }
}
