using System.Text;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Files to text: UTF-8, or UTF-16 with its mark, as YAML allows.</summary>
internal static class DescriptorText
{
    /// <summary>The file's text, or <c>null</c>; then the bag says why.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shown">Its path as the user would name it.</param>
    /// <param name="full">Its path in full.</param>
    /// <param name="at">Where it is named.</param>
    /// <param name="path">The key that names it; empty for the descriptor itself.</param>
    /// <param name="bag">Takes what is wrong.</param>
    public static string? Of(DescriptorFile file, string shown, string full, DescriptorPosition at, string path, DiagnosticBag bag)
    {
        var name = Quoting.Short(shown);
        switch (file.Status)
        {
            case DescriptorFileStatus.Read:
                return Decode(file.Content.Span, shown, bag);
            case DescriptorFileStatus.Missing:
                var where = shown == full ? "Check the path." : $"Check the path: it was looked for as {Quoting.Short(full)}.";
                bag.Error("FileNotFound", at, path, $"The file {name} does not exist.", path.Length == 0 ? where : "Write the path relative to this file, or in full.");
                break;
            case DescriptorFileStatus.Directory:
                bag.Error("FileIsDirectory", at, path, $"{name} is a directory; a descriptor is a file.");
                break;
            case DescriptorFileStatus.NotAFile:
                bag.Error("NotAFile", at, path, $"{name} is {file.Reason}; a descriptor is a file.", "A descriptor that comes through a pipe is given as /dev/stdin.");
                break;
            case DescriptorFileStatus.TooLarge:
                TooLarge(bag, at, path, "The file " + name);
                break;
            default:
                bag.Error("FileUnreadable", at, path, $"The file {name} cannot be read: {file.Reason}");
                break;
        }

        return null;
    }

    public static void TooLarge(DiagnosticBag bag, DescriptorPosition at, string path, string what) =>
        bag.Error("TooLarge", at, path, $"{what} is longer than 10 MB.", "A descriptor is smaller by far; is this the right file?");

    private static string? Decode(ReadOnlySpan<byte> bytes, string? file, DiagnosticBag bag)
    {
        try
        {
            return bytes switch
            {
                [0xEF, 0xBB, 0xBF, .. var rest] => Strict(new UTF8Encoding(false, true), rest),
                [0xFF, 0xFE, .. var rest] => Strict(new UnicodeEncoding(false, false, true), rest),
                [0xFE, 0xFF, .. var rest] => Strict(new UnicodeEncoding(true, false, true), rest),
                _ => Strict(new UTF8Encoding(false, true), bytes),
            };
        }
        catch (DecoderFallbackException exception)
        {
            var before = bytes[..Math.Clamp(exception.Index, 0, bytes.Length)];
            var column = before.Length - before.LastIndexOf((byte)'\n');
            bag.Error(
                "NotUtf8",
                new DescriptorPosition(file, before.Count((byte)'\n') + 1, column),
                "",
                "The text is not UTF-8 here.",
                "Save the file as UTF-8.");
            return null;
        }
    }

    private static string Strict(Encoding encoding, ReadOnlySpan<byte> bytes) => encoding.GetString(bytes);
}
