using System.Text;

namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>
/// One part of a path with wildcards, as a shell on a host expands it: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a]</c>, <c>[[:digit:]]</c>, and a backslash before what
/// is meant as it stands. Time grows with the product of both lengths at most.
/// </summary>
internal static class ShellPattern
{
    /// <summary>Whether a name is one that the pattern stands for.</summary>
    public static bool Matches(string pattern, string name)
    {
        if (pattern == name)
            return true;
        if (name is "." or ".." || (name.StartsWith('.') && !pattern.StartsWith('.') && !pattern.StartsWith("\\.", StringComparison.Ordinal)))
            return false;

        // Some shells count bytes, others characters.
        return Walk(pattern, name) || Walk(Bytes(pattern), Bytes(name));
    }

    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static bool Walk(string pattern, string name)
    {
        var (at, star, resumed) = (0, -1, 0);
        for (var i = 0; i < name.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = ++at;
                resumed = i;
            }
            else if (at < pattern.Length && One(pattern, at, name[i]) is var next and >= 0)
            {
                at = next;
                i++;
            }
            else if (star >= 0)
            {
                at = star;
                i = ++resumed;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).Trim('*').IsEmpty;
    }

    /// <summary>Where the pattern goes on after what stands for this character; negative when it does not.</summary>
    private static int One(string pattern, int at, char c)
    {
        switch (pattern[at])
        {
            case '?':
                return at + 1;
            case '\\' when at + 1 < pattern.Length:
                return pattern[at + 1] == c ? at + 2 : -1;
            case '[' when BracketExpression.Read(pattern, at) is { } bracket:
                return bracket.Has(c) ? bracket.End : -1;
            default:
                return pattern[at] == c ? at + 1 : -1;
        }
    }
}
