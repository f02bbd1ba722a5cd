using System.Xml.Linq;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Ipam;

/// <summary>What OpenNebula gives its drivers and hooks on standard input: an XML document in base64.</summary>
public static class DriverInput
{
    /// <summary>More characters than any object of OpenNebula needs.</summary>
    public const int SizeLimit = 8 * 1024 * 1024;

    /// <summary>Reads standard input to its end, or until there is more of it than can be meant.</summary>
    /// <exception cref="EdgeException"><c>DriverInputInvalid</c>.</exception>
    public static async Task<string> ReadAsync(TextReader reader, CancellationToken cancellationToken)
    {
        var text = new System.Text.StringBuilder();
        var part = new char[16 * 1024];
        while (await reader.ReadAsync(part.AsMemory(), cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            if (text.Length + count > SizeLimit)
                throw Invalid($"it has more than {SizeLimit} characters");
            text.Append(part, 0, count);
        }

        return text.ToString();
    }

    /// <summary>The document's root.</summary>
    /// <param name="text">What came on standard input.</param>
    /// <param name="root">The name that the root must have.</param>
    /// <exception cref="EdgeException"><c>DriverInputInvalid</c>; never with a word of the document, which may hold secrets.</exception>
    internal static XElement Decode(string text, string root)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Invalid("it is empty");
        if (text.Length > SizeLimit)
            throw Invalid($"it has more than {SizeLimit} characters");
        var bytes = new byte[text.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            throw Invalid("it is not base64");
        try
        {
            var xml = AnswerXml.Load(bytes.AsMemory(0, length));
            return xml.Name.LocalName == root ? xml : throw Invalid($"it does not describe a {root}");
        }
        catch (AnswerFormatException failure)
        {
            throw Invalid(failure.Message);
        }
    }

    internal static EdgeException Invalid(string why) => new("DriverInputInvalid", ErrorKind.InvalidInput, $"What came on standard input is not what OpenNebula gives its drivers: {why}.")
    {
        RecommendedAction = "This command is called by oned, with an XML document in base64 on standard input. See docs/guide/public-addresses.md for how to try it by hand.",
    };
}
