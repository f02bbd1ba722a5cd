using System.Text;
using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A few words of an answer that is not XML-RPC, for the error message: usually the title of a web page.</summary>
internal static partial class AnswerExcerpt
{
    private const int Length = 120;
    private const int Window = 4096;

    /// <summary>
    /// The beginning of the answer as plain text, or an empty text when it looks like the daemon's own XML, which may hold
    /// secrets (the encryption key, password hashes) wherever it breaks off.
    /// </summary>
    public static string Of(ReadOnlySpan<byte> body, SecretMask mask)
    {
        var head = Encoding.UTF8.GetString(body[..Math.Min(body.Length, Window)]).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (head.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || head.Contains("<methodResponse", StringComparison.OrdinalIgnoreCase))
            return "";

        // A page that quotes the request may break off in the middle of the password, where no mask finds it.
        if (head.Contains("methodCall", StringComparison.Ordinal) || head.Contains("methodName", StringComparison.Ordinal))
            return "";

        // Masked before and after tags and entities are gone, since a page may quote the request either way.
        var plain = System.Net.WebUtility.HtmlDecode(Tags().Replace(mask.Apply(head), " "));
        plain = Blanks().Replace(mask.Apply(plain), " ").Trim();
        if (body.Length > Window)
            plain = plain[..Math.Max(0, plain.Length - mask.Longest)];
        return plain.Length <= Length ? plain : plain[..Length] + "…";
    }

    [GeneratedRegex("<[^>]*>?")]
    private static partial Regex Tags();

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Blanks();
}
