namespace EdgeProvision.Sandbox.OpenNebula.Templates;

/// <summary>Reads what a call gives as template: text or, when it starts with <c>&lt;</c>, XML.</summary>
internal static class TemplateReader
{
    /// <exception cref="TemplateSyntaxException">The text breaks the grammar.</exception>
    internal static Template Read(string text) =>
        text.AsSpan().TrimStart().StartsWith("<") ? TemplateXml.Read(text) : ReadText(text);

    private static Template ReadText(string text)
    {
        var lexer = new TemplateLexer(text);
        var template = new Template();
        for (var token = lexer.Next(); token != TemplateToken.End; token = lexer.Next())
        {
            if (token != TemplateToken.Variable) throw Unexpected(lexer, token, "$end or VARIABLE");
            var name = lexer.Value.ToUpperInvariant();
            template.Add(ReadValue(lexer, name));
        }

        return template;
    }

    private static TemplateAttribute ReadValue(TemplateLexer lexer, string name)
    {
        var token = lexer.Next();
        if (token == TemplateToken.EqualEmpty) return new SingleAttribute(name, "");
        if (token != TemplateToken.Equal) throw Unexpected(lexer, token, "EQUAL or EQUAL_EMPTY");
        token = lexer.Next();
        return token switch
        {
            TemplateToken.Text => new SingleAttribute(name, lexer.Value),
            TemplateToken.OpenBracket => ReadVector(lexer, name),
            _ => throw Unexpected(lexer, token, "OBRACKET or CCDATA or STRING"),
        };
    }

    private static VectorAttribute ReadVector(TemplateLexer lexer, string name)
    {
        var vector = new VectorAttribute(name);
        var token = lexer.Next();
        if (token == TemplateToken.CloseBracket) return vector;
        if (token != TemplateToken.Variable) throw Unexpected(lexer, token, "CBRACKET or VARIABLE");
        while (true)
        {
            var element = lexer.Value.ToUpperInvariant();
            token = lexer.Next();
            if (token == TemplateToken.Equal)
            {
                token = lexer.Next();
                if (token != TemplateToken.Text) throw Unexpected(lexer, token, "STRING");
                vector[element] = lexer.Value;
            }
            else if (token == TemplateToken.EqualEmpty) vector[element] = "";
            else throw Unexpected(lexer, token, "EQUAL or EQUAL_EMPTY");

            token = lexer.Next();
            if (token == TemplateToken.CloseBracket) return vector;
            if (token != TemplateToken.Comma) throw Unexpected(lexer, token, "COMMA or CBRACKET");
            token = lexer.Next();
            if (token != TemplateToken.Variable) throw Unexpected(lexer, token, "VARIABLE");
        }
    }

    // The daemon prints an uninitialised number as the line; 0 is as good and stays the same.
    private static TemplateSyntaxException Unexpected(TemplateLexer lexer, TemplateToken token, string expected)
    {
        var found = token switch
        {
            TemplateToken.End => "$end",
            TemplateToken.Variable => "VARIABLE",
            TemplateToken.Equal => "EQUAL",
            TemplateToken.EqualEmpty => "EQUAL_EMPTY",
            TemplateToken.OpenBracket => "OBRACKET",
            TemplateToken.CloseBracket => "CBRACKET",
            TemplateToken.Comma => "COMMA",
            _ => "STRING",
        };
        var (first, last) = lexer.Columns;
        return new($"Parse error: syntax error, unexpected {found}, expecting {expected} at line 0, columns {first}:{last}");
    }
}
