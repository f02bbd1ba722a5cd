using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>
/// What a descriptor extends, seen from the directory that it is written to. Only paths that lead to a file now are changed: others name
/// base descriptors that are shipped, or nothing.
/// </summary>
internal static class MovedExtends
{
    public static AttributeMap Of(EdgeDescriptor descriptor, DescriptorWriteOptions options)
    {
        var map = descriptor.AsMap();
        if (options.Directory is not { } target || map["extends"] is not { } extends)
            return map;
        var moved = extends switch
        {
            DescriptorScalar scalar => Moved(scalar, descriptor.Directory, target, options),
            DescriptorList list => new DescriptorList([.. list.Items.Select(item => item is DescriptorScalar scalar ? Moved(scalar, descriptor.Directory, target, options) : item)], list.Position),
            _ => extends,
        };
        return moved.Equals(extends) ? map : map.With("extends", moved);
    }

    private static DescriptorScalar Moved(DescriptorScalar written, string? home, string target, DescriptorWriteOptions options)
    {
        var places = new[] { options.WorkingDirectory, home }.OfType<string>();
        if (written is not { Kind: ScalarKind.String } || Path.IsPathRooted(written.Text) || written.Text.Contains('\0')
            || places.Select(place => Path.GetFullPath(written.Text, place)).FirstOrDefault(options.FileExists) is not { } file
            || Path.GetFullPath(written.Text, target) == file)
        {
            return written;
        }

        var relative = Path.GetRelativePath(target, file).Replace('\\', '/');

        // The current directory comes first when it is read: there the same words must not lead to another file.
        var misleads = options.WorkingDirectory is { } directory && Path.GetFullPath(relative, directory) is var other && other != file && options.FileExists(other);
        return written.WithText(misleads ? file : relative);
    }
}
