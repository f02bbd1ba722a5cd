namespace EdgeProvision.Engine.Descriptors;

/// <summary>How text of the user's stands in a message: quoted, on one line, cut when it is long.</summary>
internal static class Quoting
{
    private const int Longest = 60;

    public static string Short(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= Longest ? $"'{line}'" : $"'{line.AsSpan(0, Longest)}…'";
    }
}
