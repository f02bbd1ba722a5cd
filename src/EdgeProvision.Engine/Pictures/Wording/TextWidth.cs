using System.Globalization;
using System.Text;

namespace EdgeProvision.Engine.Pictures.Wording;

/// <summary>How wide text is about, where no font can be asked: a little too wide rather than too narrow.</summary>
internal static class TextWidth
{
    /// <summary>By how much bold text is wider.</summary>
    public const double Bold = 1.12;

    /// <summary>The width in the units of the font's size.</summary>
    public static double Of(string text, double size)
    {
        var width = 0d;
        foreach (var rune in text.EnumerateRunes())
            width += Of(rune);
        return width * size;
    }

    /// <summary>The text, or as much of it as fits with an ellipsis after it.</summary>
    public static string Clip(string text, double width, double size)
    {
        if (Of(text, size) <= width)
            return text;
        var left = width - Of("…", size);
        var kept = new StringBuilder();

        // Letters are not taken apart from their accents.
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            left -= Of(element, size);
            if (left < 0)
                break;
            kept.Append(element);
        }

        return kept.ToString().TrimEnd() + "…";
    }

    /// <summary>The name, or its beginning and its end with an ellipsis between them: names of hosts differ in what stands last.</summary>
    public static string ClipName(string name, double width, double size)
    {
        if (Of(name, size) <= width)
            return name;
        var left = width - Of("…", size);
        var elements = StringInfo.GetTextElementEnumerator(name).Elements();
        int head = 0, tail = 0;
        while (head + tail < elements.Count)
        {
            // Twice as much of the end.
            var isHead = 2 * head <= tail;
            left -= Of(isHead ? elements[head] : elements[^(tail + 1)], size);
            if (left < 0)
                break;
            if (isHead)
                head++;
            else
                tail++;
        }

        return $"{string.Concat(elements.Take(head))}…{string.Concat(elements.TakeLast(tail))}";
    }

    private static List<string> Elements(this TextElementEnumerator enumerator)
    {
        List<string> elements = [];
        while (enumerator.MoveNext())
            elements.Add(enumerator.GetTextElement());
        return elements;
    }

    private static double Of(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 0.29,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' or '/' or ' ' or 'I' => 0.39,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.97,
        >= 'A' and <= 'Z' => 0.71,
        < 0x7F => 0.63,
        >= 0x300 and < 0x370 => 0,
        >= 0x1100 and < 0x11FF or >= 0x2E80 and < 0xA4D0 or >= 0xAC00 and < 0xD7A4 or >= 0xF900 and < 0xFB00 or >= 0xFF00 and < 0xFF61 or >= 0x1F000 => 1.1,
        _ => 0.68,
    };
}
