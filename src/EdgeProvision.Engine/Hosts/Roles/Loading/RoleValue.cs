using System.Globalization;
using EdgeProvision.Engine.Hosts.Roles.Expressions;
using EdgeProvision.Engine.Hosts.Roles.Templates;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeProvision.Engine.Hosts.Roles.Loading;

/// <summary>A value of a role file, in which <c>{{ }}</c> may stand.</summary>
internal abstract record RoleValue(SourcePosition Position)
{
    /// <summary>The names that it uses.</summary>
    public abstract IEnumerable<(string Name, SourcePosition Position)> Names { get; }

    /// <summary>The value as a line for people, with what is filled in later between braces; null for none.</summary>
    public abstract string? Written { get; }

    /// <summary>The value for one host.</summary>
    public abstract object? Evaluate(IScope scope);

    /// <summary>Reads any YAML value.</summary>
    public static RoleValue Read(YamlNode node, string file)
    {
        var position = YamlMap.PositionOf(node, file);
        return node switch
        {
            YamlScalarNode scalar => OfScalar(scalar, position),
            YamlSequenceNode list => new ListOf([.. list.Select(i => Read(i, file))], position),
            YamlMappingNode map => new MapOf(
                map.Children.ToDictionary(
                    p => (p.Key as YamlScalarNode)?.Value ?? throw YamlMap.PositionOf(p.Key, file).Error("A key must be a plain word."), p => Read(p.Value, file), StringComparer.Ordinal),
                position),
            _ => throw position.Error("An alias is not possible here."),
        };
    }

    /// <summary>A text file's content as a value: filled in, or word for word.</summary>
    public static RoleValue OfText(string text, bool isTemplate, SourcePosition position) =>
        isTemplate ? new Filled(TemplateParser.Parse(text, position), text, position) : new Fixed(text, position);

    /// <summary>Where a scalar's text starts: after a quote, or on the line below for a block.</summary>
    public static SourcePosition InsideOf(YamlScalarNode scalar, SourcePosition position) => scalar.Style switch
    {
        ScalarStyle.Literal or ScalarStyle.Folded => position with { Line = position.Line + 1, Column = 1 },
        ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => position with { Column = position.Column + 1 },
        _ => position,
    };

    private static RoleValue OfScalar(YamlScalarNode scalar, SourcePosition position)
    {
        var text = scalar.Value ?? string.Empty;
        if (TemplateParser.IsTemplate(text))
            return new Filled(TemplateParser.Parse(text, InsideOf(scalar, position)), text, position);
        return new Fixed(scalar.Style == ScalarStyle.Plain ? Typed(text) : text, position);
    }

    /// <summary>Words of YAML 1.1; numbers with a dot or a leading zero keep their text (5.10, 0755).</summary>
    private static object? Typed(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        ['0', _, ..] => text,
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : text,
    };

    /// <summary>The same on every host.</summary>
    internal sealed record Fixed(object? Value, SourcePosition Position) : RoleValue(Position)
    {
        public override string? Written => Value is null ? null : ValueRules.Text(Value);

        public override IEnumerable<(string Name, SourcePosition Position)> Names => [];

        public override object? Evaluate(IScope scope) => Value;
    }

    /// <summary>With values filled in.</summary>
    internal sealed record Filled(Template Template, string Text, SourcePosition Position) : RoleValue(Position)
    {
        public override string? Written => Text;

        public override IEnumerable<(string Name, SourcePosition Position)> Names => Template.Names;

        public override object? Evaluate(IScope scope) => Template.Value(scope);
    }

    /// <summary>A list.</summary>
    internal sealed record ListOf(IReadOnlyList<RoleValue> Items, SourcePosition Position) : RoleValue(Position)
    {
        public override string? Written => $"[{string.Join(", ", Items.Select(i => i.Written))}]";

        public override IEnumerable<(string Name, SourcePosition Position)> Names => Items.SelectMany(i => i.Names);

        public override object? Evaluate(IScope scope) => Items.Select(i => i.Evaluate(scope)).ToList();
    }

    /// <summary>A map.</summary>
    internal sealed record MapOf(IReadOnlyDictionary<string, RoleValue> Items, SourcePosition Position) : RoleValue(Position)
    {
        public override string? Written => $"{{{string.Join(", ", Items.Select(i => $"{i.Key}: {i.Value.Written}"))}}}";

        public override IEnumerable<(string Name, SourcePosition Position)> Names => Items.Values.SelectMany(i => i.Names);

        public override object? Evaluate(IScope scope) => Items.ToDictionary(p => p.Key, p => p.Value.Evaluate(scope), StringComparer.Ordinal);
    }
}
