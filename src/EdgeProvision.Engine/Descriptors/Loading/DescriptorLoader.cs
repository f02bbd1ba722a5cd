using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Loads descriptors: reads, extends, checks, merges defaults, fills in what is known. Reads files and nothing else of the world.</summary>
public sealed class DescriptorLoader(DescriptorLoadOptions options)
{
    /// <summary>Loads a descriptor from a file.</summary>
    /// <param name="path">The file, in full or relative to <see cref="DescriptorLoadOptions.WorkingDirectory"/>; messages name it like this.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="DescriptorException">The descriptor cannot be used; the exception tells all that is wrong with it.</exception>
    public async Task<LoadedDescriptor> LoadAsync(string path, CancellationToken cancellationToken)
    {
        var bag = new DiagnosticBag();
        var root = await new ExtendsReader(options, bag).ReadFileAsync(path, cancellationToken).ConfigureAwait(false);
        return Finish(root, path, bag);
    }

    /// <summary>Loads a descriptor from text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The file that the text came from, which <c>extends</c> is then relative to as well; or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="DescriptorException">The descriptor cannot be used; the exception tells all that is wrong with it.</exception>
    public async Task<LoadedDescriptor> LoadTextAsync(string text, string? name, CancellationToken cancellationToken)
    {
        var bag = new DiagnosticBag();
        var root = await new ExtendsReader(options, bag).ReadTextAsync(text, name, cancellationToken).ConfigureAwait(false);
        return Finish(root, name, bag);
    }

    /// <summary>Loads a descriptor that a script holds.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="DescriptorException">The descriptor cannot be used; the exception tells all that is wrong with it.</exception>
    public async Task<LoadedDescriptor> LoadAsync(EdgeDescriptor descriptor, CancellationToken cancellationToken)
    {
        var bag = new DiagnosticBag();
        var root = await new ExtendsReader(options, bag).ReadDocumentAsync(descriptor, cancellationToken).ConfigureAwait(false);
        return Finish(root, descriptor.Source, bag);
    }

    private LoadedDescriptor Finish(AttributeMap? merged, string? source, DiagnosticBag bag)
    {
        if (merged is null)
            throw new DescriptorException(source, bag.ToList());
        var secrets = new SecretMarking(options.Environment, bag);
        var marked = secrets.Mark(merged);
        var builder = new DescriptorBuilder(marked, options, bag);
        var descriptor = builder.Build(source);
        var diagnostics = bag.ToList();
        return bag.HasErrors
            ? throw new DescriptorException(source, diagnostics)
            : new LoadedDescriptor(descriptor, marked, diagnostics, secrets.Secrets, builder.CredentialsNotGiven);
    }
}
