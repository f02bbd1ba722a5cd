using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>
/// Reads single descriptors as they are written, for scripts. Only that a document can be read is checked; whether it can be used is the
/// loader's to say.
/// </summary>
public sealed class DescriptorReader(IDescriptorFiles files)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, in full.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DescriptorException">The file cannot be read, or is not YAML.</exception>
    public async Task<EdgeDescriptor> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var bag = new DiagnosticBag();
        var file = await files.ReadAsync(path, Yaml.YamlLimits.Size, cancellationToken).ConfigureAwait(false);
        return DescriptorText.Of(file, path, path, new DescriptorPosition(path, 0, 0), "", bag) is { } text
            ? Parse(text, path, Path.GetDirectoryName(path), bag)
            : throw new DescriptorException(path, bag.ToList());
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">The file that it came from, or <c>null</c>.</param>
    /// <param name="directory">What paths in it are relative to, or <c>null</c>.</param>
    /// <exception cref="DescriptorException">It is not YAML.</exception>
    public static EdgeDescriptor Parse(string text, string? source, string? directory) => Parse(text, source, directory, new DiagnosticBag());

    private static EdgeDescriptor Parse(string text, string? source, string? directory, DiagnosticBag bag) =>
        DocumentText.Parse(text, source, bag) is { } map && !bag.HasErrors
            ? new EdgeDescriptor(SecretMarking.MarkWritten(map, ""), text, DescriptorWriter.WithoutSecrets) { Source = source, Directory = directory }
            : throw new DescriptorException(source, bag.ToList());
}
