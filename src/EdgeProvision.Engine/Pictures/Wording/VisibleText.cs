using System.Globalization;
using System.Text;

namespace EdgeProvision.Engine.Pictures.Wording;

/// <summary>
/// Names and messages come from descriptors, providers and hosts. They are shown as what they are: on one line, without characters that control
/// a screen, reorder a line or cannot stand in XML.
/// </summary>
internal static class VisibleText
{
    private static readonly Rune s_placeholder = new(0xFFFD);

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            shown.Append(Shown(rune));
        return shown.ToString();
    }

    private static Rune Shown(Rune rune)
    {
        if (rune.Value is '\n' or '\r' or '\t')
            return new Rune(' ');

        // Some scripts need the joiners between their letters.
        if (rune.Value is 0x200C or 0x200D)
            return rune;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune(' '),
            UnicodeCategory.Control or UnicodeCategory.Format => s_placeholder,
            _ => (rune.Value & 0xFFFE) == 0xFFFE ? s_placeholder : rune,
        };
    }
}
