using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Requests;

/// <summary>Where a request's descriptor comes from.</summary>
public abstract record DescriptorSource
{
    private DescriptorSource()
    {
    }

    /// <summary>The file that holds just this descriptor; null when none does.</summary>
    public abstract string? FilePath { get; }

    /// <summary>Loads the descriptor.</summary>
    /// <exception cref="DescriptorException">It cannot be used.</exception>
    public abstract Task<LoadedDescriptor> LoadAsync(DescriptorLoader loader, CancellationToken cancellationToken);

    /// <summary>A file, read when the request is.</summary>
    /// <param name="Path">The file.</param>
    public sealed record File(string Path) : DescriptorSource
    {
        /// <inheritdoc/>
        public override string FilePath => Path;

        /// <inheritdoc/>
        public override Task<LoadedDescriptor> LoadAsync(DescriptorLoader loader, CancellationToken cancellationToken) => loader.LoadAsync(Path, cancellationToken);
    }

    /// <summary>A descriptor that was taken from a provision's record and changed: secrets that it does not name are those that stand.</summary>
    /// <param name="Descriptor">The descriptor.</param>
    public sealed record Recorded(EdgeDescriptor Descriptor) : DescriptorSource
    {
        /// <inheritdoc/>
        public override string? FilePath => null;

        /// <inheritdoc/>
        public override Task<LoadedDescriptor> LoadAsync(DescriptorLoader loader, CancellationToken cancellationToken) => loader.LoadAsync(Descriptor, cancellationToken);
    }

    /// <summary>A descriptor that a script holds.</summary>
    /// <param name="Descriptor">The descriptor.</param>
    public sealed record Document(EdgeDescriptor Descriptor) : DescriptorSource
    {
        /// <inheritdoc/>
        public override string? FilePath => Descriptor.OriginalText() is null ? null : Descriptor.Source;

        /// <inheritdoc/>
        public override Task<LoadedDescriptor> LoadAsync(DescriptorLoader loader, CancellationToken cancellationToken) => loader.LoadAsync(Descriptor, cancellationToken);
    }
}
