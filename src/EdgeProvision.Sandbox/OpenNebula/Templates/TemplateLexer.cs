namespace EdgeProvision.Sandbox.OpenNebula.Templates;

/// <summary>
/// Cuts template text into tokens as the daemon's generated scanner does. Its oddities are visible to users and are kept: outside
/// of values a character that fits nothing is skipped (so <c>A-B</c> is two variables); after <c>=</c> the longest match wins,
/// a quoted text or a bare word, so an unclosed quote is part of a bare word; in quotes only <c>\"</c> is an escape.
/// </summary>
internal sealed class TemplateLexer(string text)
{
    private int at;
    private int started;
    private bool inValue;

    /// <summary>The text of the token read last, without quotes.</summary>
    internal string Value { get; private set; } = "";

    /// <summary>Where the token read last stands, for error texts.</summary>
    internal (int First, int Last) Columns => (started, Math.Max(at, started + 1));

    internal TemplateToken Next()
    {
        while (at < text.Length)
        {
            started = at;
            if (inValue)
            {
                if (NextOfValue() is { } token) return token;
            }
            else if (NextOfDefinition() is { } token) return token;
        }

        started = text.Length;
        return TemplateToken.End;
    }

    private TemplateToken? NextOfDefinition()
    {
        if (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')
        {
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')) at++;
            Value = text[started..at];
            return TemplateToken.Variable;
        }

        var past = Skip(at, newlines: false);
        if (past < text.Length && text[past] == '#' && text.IndexOf('\n', past) is var end and >= 0)
        {
            at = end + 1;
            return null;
        }

        if (past < text.Length && text[past] == '=')
        {
            at = Skip(past + 1, newlines: false);
            if (at < text.Length && text[at] == '\n')
            {
                at++;
                return TemplateToken.EqualEmpty;
            }

            inValue = true;
            return TemplateToken.Equal;
        }

        past = Skip(at, newlines: true);
        if (past < text.Length && text[past] is ',' or ']')
        {
            var comma = text[past] == ',';
            at = Skip(past + 1, newlines: true);
            return comma ? TemplateToken.Comma : TemplateToken.CloseBracket;
        }

        at = past > at ? past : at + 1;
        return null;
    }

    private TemplateToken? NextOfValue()
    {
        var past = Skip(at, newlines: false);
        if (past < text.Length && text[past] == '[')
        {
            at = Skip(past + 1, newlines: true);
            inValue = false;
            return TemplateToken.OpenBracket;
        }

        var quoted = EndOfQuoted();
        var bare = at;
        while (bare < text.Length && text[bare] is not ('=' or '#' or ' ' or '\t' or '\n' or ',' or '[' or ']')) bare++;
        if (quoted < 0 && bare == at)
        {
            at++;
            return null;
        }

        Value = quoted >= bare ? text[(at + 1)..(quoted - 1)] : text[at..bare];
        // Backslashes stay as they are, doubled ones too.
        Value = Value.Replace("\\\"", "\"", StringComparison.Ordinal);
        at = Math.Max(quoted, bare);
        inValue = false;
        return TemplateToken.Text;
    }

    // A quote after a backslash may end the text or not; the scanner takes the longest, so the last that can.
    private int EndOfQuoted()
    {
        if (text[at] != '"') return -1;
        var candidate = -1;
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] != '"') continue;
            candidate = i + 1;
            if (text[i - 1] != '\\' || i - 1 == at) return candidate;
        }

        return candidate;
    }

    private int Skip(int from, bool newlines)
    {
        while (from < text.Length && (text[from] is ' ' or '\t' || (newlines && text[from] == '\n'))) from++;
        return from;
    }
}
