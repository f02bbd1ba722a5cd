namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>A set of characters in a shell's pattern.</summary>
internal sealed class BracketExpression
{
    private readonly List<Func<char, bool>> _members = [];
    private readonly bool _inverted;

    private BracketExpression(string pattern, int at, int end)
    {
        End = end + 1;
        _inverted = pattern[at + 1] is '!' or '^';
        for (var i = at + (_inverted ? 2 : 1); i < end; i++)
        {
            if (pattern[i] == '[' && i + 1 < end && pattern[i + 1] == ':' && pattern.IndexOf(":]", i + 2, end - i - 2, StringComparison.Ordinal) is var close and >= 0)
            {
                _members.Add(Class(pattern[(i + 2)..close]));
                i = close + 1;
                continue;
            }

            if (pattern[i] == '\\' && i + 1 < end)
                i++;
            var (first, last) = (pattern[i], pattern[i]);
            if (i + 2 < end && pattern[i + 1] == '-')
                last = pattern[i += 2];
            _members.Add(c => c >= first && c <= last);
        }
    }

    /// <summary>Where the pattern goes on.</summary>
    public int End { get; }

    public bool Has(char c) => _members.Exists(member => member(c)) != _inverted;

    /// <summary>Null when nothing closes the bracket: then it stands for itself.</summary>
    public static BracketExpression? Read(string pattern, int at)
    {
        // A bracket that closes is a member when it stands first.
        var i = at + 1;
        if (i < pattern.Length && pattern[i] is '!' or '^')
            i++;
        for (var first = i; i < pattern.Length; i++)
        {
            if (pattern[i] == ']' && i > first)
                return new BracketExpression(pattern, at, i);
            if (pattern[i] == '\\')
                i++;
            else if (pattern[i] == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':' && pattern.IndexOf(":]", i + 2, StringComparison.Ordinal) is var close and >= 0)
                i = close + 1;
        }

        return null;
    }

    /// <summary>As in the C locale, in which scripts on hosts work.</summary>
    private static Func<char, bool> Class(string name) => name switch
    {
        "alnum" => char.IsAsciiLetterOrDigit,
        "alpha" => char.IsAsciiLetter,
        "blank" => c => c is ' ' or '\t',
        "cntrl" => c => c is < ' ' or '\x7f',
        "digit" => char.IsAsciiDigit,
        "graph" => c => c is > ' ' and < '\x7f',
        "lower" => char.IsAsciiLetterLower,
        "print" => c => c is >= ' ' and < '\x7f',
        "punct" => c => c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c),
        "space" => c => c is ' ' or (>= '\t' and <= '\r'),
        "upper" => char.IsAsciiLetterUpper,
        "xdigit" => char.IsAsciiHexDigit,
        _ => _ => false,
    };
}
