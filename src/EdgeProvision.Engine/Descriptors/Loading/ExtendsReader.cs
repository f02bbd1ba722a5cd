using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Reads a descriptor and all that it extends, and merges them.</summary>
internal sealed class ExtendsReader(DescriptorLoadOptions options, DiagnosticBag bag)
{
    private const int MostFiles = 64;

    private readonly List<string> _open = [];
    private readonly YamlBudget _budget = new();
    private int _files;

    /// <summary>The merged document of a file, or <c>null</c> when something could not be read; then the bag says what.</summary>
    public async Task<AttributeMap?> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path, options.WorkingDirectory);
        var file = await options.Files.ReadAsync(full, YamlLimits.Size, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(file, full, path, new DescriptorPosition(path, 0, 0), "", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The merged document of a text that stands in no file, or in one that the caller has read.</summary>
    public async Task<AttributeMap?> ReadTextAsync(string text, string? name, CancellationToken cancellationToken)
    {
        if (text.Length > YamlLimits.Size)
        {
            DescriptorText.TooLarge(bag, new DescriptorPosition(name, 0, 0), "", "The descriptor");
            return null;
        }
        var full = name is null ? null : Path.GetFullPath(name, options.WorkingDirectory);
        return await MergeAsync(text, full, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The merged document of one that was read or made before.</summary>
    public async Task<AttributeMap?> ReadDocumentAsync(EdgeDescriptor descriptor, CancellationToken cancellationToken)
    {
        var own = descriptor.AsMap();
        _budget.Values += TreeSize.Of(own);
        if (_budget.Values > YamlLimits.Values)
        {
            bag.Error("TooManyValues", own.Position, "", FormattableString.Invariant($"The descriptor has more than {YamlLimits.Values:N0} values."), "A descriptor is smaller by far; is this the right one?");
            return null;
        }

        // No file bears this name: it stands for one in that directory.
        var place = descriptor.Source ?? (descriptor.Directory is { } directory ? Path.Combine(directory, "(descriptor)") : null);
        return await MergeAsync(own, place, place, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AttributeMap?> ReadAsync(
        DescriptorFile file, string full, string shown, DescriptorPosition at, string path, CancellationToken cancellationToken)
    {
        var text = DescriptorText.Of(file, shown, full, at, path, bag);
        return text is null ? null : await MergeAsync(text, full, shown, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AttributeMap?> MergeAsync(string text, string? full, string? shown, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return DocumentText.Parse(text, shown, bag, _budget) is { } own ? await MergeAsync(own, full, shown, cancellationToken).ConfigureAwait(false) : null;
    }

    private async Task<AttributeMap?> MergeAsync(AttributeMap own, string? full, string? shown, CancellationToken cancellationToken)
    {
        var parents = Parents(own);
        if (parents is null)
            return null;
        if (parents.Count == 0)
            return own.Without("extends");

        _open.Add(full ?? "");
        AttributeMap? merged = null;
        var complete = true;
        foreach (var parent in parents)
        {
            if (await ReadParentAsync(parent, full, shown, cancellationToken).ConfigureAwait(false) is { } read)
                merged = merged is null ? read : ExtendsMerge.Merge(merged, read);
            else
                complete = false;
        }
        _open.RemoveAt(_open.Count - 1);
        return complete ? ExtendsMerge.Merge(merged!, own) : null;
    }

    private List<DescriptorScalar>? Parents(AttributeMap own)
    {
        var value = own["extends"];
        var items = value switch
        {
            null or DescriptorScalar { Kind: ScalarKind.Null } or DescriptorScalar { Kind: ScalarKind.Boolean, Text: "false" } => [],
            DescriptorList list => list.Items,
            _ => [value],
        };
        if (items.FirstOrDefault(item => item is not DescriptorScalar { Kind: ScalarKind.String } scalar || string.IsNullOrWhiteSpace(scalar.Text) || scalar.Text.Contains('\0')) is { } wrong)
        {
            bag.Error("WrongType", wrong.Position, "extends", "extends takes the path of a file, or a list of such paths.");
            return null;
        }
        return items.Cast<DescriptorScalar>().ToList();
    }

    private async Task<AttributeMap?> ReadParentAsync(DescriptorScalar parent, string? childFull, string? childShown, CancellationToken cancellationToken)
    {
        if (++_files > MostFiles)
        {
            bag.Error("ExtendsTooMany", parent.Position, "extends", FormattableString.Invariant($"More than {MostFiles} files are extended."));
            return null;
        }
        var (file, full, shown) = await FindAsync(parent.Text, childFull, childShown, cancellationToken).ConfigureAwait(false);
        if (_open.Contains(full, StringComparer.Ordinal))
        {
            var circle = string.Join(" → ", _open.SkipWhile(open => open != full).Append(full).Select(Path.GetFileName));
            bag.Error("ExtendsCycle", parent.Position, "extends", $"The files extend each other in a circle: {circle}.", "Remove one of the extends keys.");
            return null;
        }
        return await ReadAsync(file, full, shown, parent.Position, "extends", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The working directory first, as the original; then the child's own; then the base descriptors that are shipped.</summary>
    private async Task<(DescriptorFile File, string Full, string Shown)> FindAsync(
        string written, string? childFull, string? childShown, CancellationToken cancellationToken)
    {
        var candidates = new List<(string Full, string Shown)> { (Path.GetFullPath(written, options.WorkingDirectory), written) };
        if (Path.GetDirectoryName(childFull) is { Length: > 0 } directory)
            candidates.Add((Path.GetFullPath(written, directory), Path.Combine(Path.GetDirectoryName(childShown) ?? "", written)));
        if (options.TemplatesDirectory is { } templates && Path.GetFileName(written) is { Length: > 0 } name)
            candidates.Add((Path.GetFullPath(name, templates), Path.Combine(templates, name)));

        (DescriptorFile File, string Full, string Shown)? first = null;
        foreach (var (full, shown) in candidates.DistinctBy(candidate => candidate.Full))
        {
            var file = await options.Files.ReadAsync(full, YamlLimits.Size, cancellationToken).ConfigureAwait(false);
            if (file.Status != DescriptorFileStatus.Missing)
                return (file, full, shown);
            first ??= (file, full, shown);
        }
        return first!.Value;
    }
}
