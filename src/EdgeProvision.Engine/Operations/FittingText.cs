namespace EdgeProvision.Engine.Operations;

/// <summary>Texts for lines that have room for so much and no more.</summary>
public static class FittingText
{
    private const string Gap = "…";

    /// <summary>
    /// The text where it fits, else without words of its middle: what is done stands at its beginning and to whom at its end; what lies between (plan, system,
    /// place) can be spared first. <c>Rent a machine baremetal_0 … for fosdem-node1-c7</c>.
    /// </summary>
    public static string Of(string text, int room)
    {
        if (text.Length <= room)
            return text;
        if (room <= Gap.Length)
            return Gap[..Math.Max(0, room)];
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // The end gets half of the room at most; then the beginning gets what is left.
        var (last, tail) = (words.Length, "");
        while (last > 0 && words[last - 1].Length + 1 + tail.Length <= room / 2)
            tail = $" {words[--last]}{tail}";
        var (next, head) = (0, "");
        while (next < last && head.Length + words[next].Length + 1 + Gap.Length + tail.Length <= room)
            head += words[next++] + " ";

        // A single word that is longer than the line is cut like any other text.
        return head.Length > 0 || tail.Length > 0 ? head + Gap + tail : text[..(room - Gap.Length)] + Gap;
    }
}
