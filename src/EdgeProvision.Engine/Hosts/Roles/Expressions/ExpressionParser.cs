namespace EdgeProvision.Engine.Hosts.Roles.Expressions;

/// <summary>
/// Reads the small language of <c>when:</c> and <c>{{ }}</c>:
/// <code>
/// or         a or b                    and        a and b                not   not a
/// comparison a == b  !=  &lt;  &lt;=  &gt;  &gt;=      membership a in [b, 'c']
/// value      name  name.part  'text'  12  true  false  null  [a, b]  (a or b)  value | filter
/// </code>
/// </summary>
internal sealed class ExpressionParser
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    private readonly string _text;
    private readonly SourcePosition _start;
    private int _at;

    private ExpressionParser(string text, SourcePosition start) => (_text, _start) = (text, start);

    /// <summary>Parses a whole text that starts at a position of a file.</summary>
    public static Expression Parse(string text, SourcePosition start)
    {
        var parser = new ExpressionParser(text, start);
        var result = parser.Or();
        parser.SkipBlanks();
        return parser._at == text.Length ? result : throw parser.Here.Error($"'{text[parser._at..].Trim()}' was not expected here.");
    }

    private SourcePosition Here => _start with { Column = _start.Column + _at };

    private Expression Or()
    {
        var left = And();
        while (Here is var at && Word("or"))
            left = new Expression.Logic(false, left, And(), at);
        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (Here is var at && Word("and"))
            left = new Expression.Logic(true, left, Not(), at);
        return left;
    }

    private Expression Not() => Here is var at && Word("not") ? new Expression.Not(Not(), at) : Comparison();

    private Expression Comparison()
    {
        var left = Value();
        SkipBlanks();
        var at = Here;
        foreach (var sign in Operators)
        {
            if (Sign(sign))
                return new Expression.Comparison(sign, left, Value(), at);
        }

        return Word("in") ? new Expression.Comparison("in", left, Value(), at) : left;
    }

    private Expression Value()
    {
        var value = Plain();
        while (true)
        {
            SkipBlanks();
            var at = Here;
            if (!Sign("|"))
                return value;
            SkipBlanks();
            at = Here;
            var name = Name() ?? throw at.Error("The name of a filter was expected after '|'.");
            if (!Filters.Names.Contains(name))
                throw at.Error($"There is no filter '{name}'; there are {string.Join(", ", Filters.Names.Order(StringComparer.Ordinal))}.");
            value = new Expression.Filtered(value, name, at);
        }
    }

    private Expression Plain()
    {
        SkipBlanks();
        var at = Here;
        if (_at == _text.Length)
            throw at.Error("A value was expected, the expression ends.");
        var c = _text[_at];
        if (c is '\'' or '"')
            return new Expression.Constant(Quoted(c), at);
        if (char.IsAsciiDigit(c))
            return new Expression.Constant(Number(), at);
        if (Sign("("))
        {
            var inner = Or();
            return Sign(")") ? inner : throw Here.Error("A closing ')' was expected.");
        }

        if (Sign("["))
            return new Expression.ListOf(Items(), at);
        var name = Name() ?? throw at.Error($"A value was expected, found '{c}'.");
        return name switch
        {
            "true" => new Expression.Constant(true, at),
            "false" => new Expression.Constant(false, at),
            "null" => new Expression.Constant(null, at),
            "and" or "or" or "in" or "not" => throw at.Error($"A value was expected, found '{name}'."),
            _ => Members(new Expression.Variable(name, at)),
        };
    }

    private Expression Members(Expression value)
    {
        while (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            var at = Here;
            value = new Expression.Member(value, Name() ?? throw at.Error("The name of a part was expected after '.'."), at);
        }

        return value;
    }

    private List<Expression> Items()
    {
        var items = new List<Expression>();
        if (Sign("]"))
            return items;
        do
            items.Add(Or());
        while (Sign(","));
        return Sign("]") ? items : throw Here.Error("A closing ']' was expected.");
    }

    private string Quoted(char quote)
    {
        var end = _text.IndexOf(quote, _at + 1);
        if (end < 0)
            throw Here.Error("The text is not closed by a quote.");
        var text = _text[(_at + 1)..end];
        _at = end + 1;
        return text;
    }

    /// <summary>Numbers keep their text: <c>20.04</c> must not become 20.4... nor 5.10 become 5.1.</summary>
    private string Number()
    {
        var from = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            _at++;
        return _text[from.._at];
    }

    private string? Name()
    {
        var from = _at;
        while (_at < _text.Length && (_text[_at] == '_' || char.IsAsciiLetter(_text[_at]) || (_at > from && char.IsAsciiDigit(_text[_at]))))
            _at++;
        return _at == from ? null : _text[from.._at];
    }

    private bool Word(string word)
    {
        SkipBlanks();
        var from = _at;
        if (Name() == word)
            return true;
        _at = from;
        return false;
    }

    private bool Sign(string sign)
    {
        SkipBlanks();
        if (string.CompareOrdinal(_text, _at, sign, 0, sign.Length) != 0)
            return false;
        _at += sign.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }
}
