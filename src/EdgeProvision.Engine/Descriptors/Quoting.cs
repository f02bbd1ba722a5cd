using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>How text and places of the user's stand in a message: quoted, on one line, cut when it is long.</summary>
internal static class Quoting
{
    private const int Longest = 60;

    /// <summary>A place in the document, with its line where it has one.</summary>
    public static string Place(string path, DescriptorPosition at) => at.Line == 0 ? path : FormattableString.Invariant($"{path}, line {at.Line}");

    public static string Short(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= Longest ? $"'{line}'" : $"'{line.AsSpan(0, Longest)}…'";
    }
}
