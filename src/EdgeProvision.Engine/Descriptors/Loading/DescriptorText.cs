using System.Text;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Bytes of a file to text: UTF-8, or UTF-16 with its mark, as YAML allows.</summary>
internal static class DescriptorText
{
    public static string? Decode(ReadOnlySpan<byte> bytes, string? file, DiagnosticBag bag)
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
