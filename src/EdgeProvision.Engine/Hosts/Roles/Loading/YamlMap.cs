using YamlDotNet.RepresentationModel;

namespace EdgeProvision.Engine.Hosts.Roles.Loading;

/// <summary>A map of a role or playbook file: typed access, every error with its place.</summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourcePosition> _keys = new(StringComparer.Ordinal);
    private readonly string _file;

    /// <summary>Wraps a parsed map.</summary>
    public YamlMap(YamlMappingNode node, string file)
    {
        _file = file;
        Position = PositionOf(node, file);
        foreach (var (key, value) in node.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? throw PositionOf(key, file).Error("A key must be a plain word.");
            _values.Add(name, value);
            _keys.Add(name, PositionOf(key, file));
        }
    }

    /// <summary>Where the map starts.</summary>
    public SourcePosition Position { get; }

    /// <summary>Its keys, as written.</summary>
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>Where a node starts.</summary>
    public static SourcePosition PositionOf(YamlNode node, string file) => new(file, (int)node.Start.Line, (int)node.Start.Column);

    /// <summary>Where a key stands.</summary>
    public SourcePosition At(string key) => _keys[key];

    /// <summary>Where the text of a key starts.</summary>
    public SourcePosition TextAt(string key) => RoleValue.InsideOf((YamlScalarNode)_values[key], PositionOf(_values[key], _file));

    /// <summary>True when the key is there.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Refuses every key that is not among these.</summary>
    public void AllowOnly(IReadOnlyCollection<string> keys)
    {
        foreach (var key in Keys)
        {
            if (!keys.Contains(key))
                throw At(key).Error($"Unknown key '{key}'; allowed are {string.Join(", ", keys)}.{NearNames.Hint(key, keys)}");
        }
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string key) =>
        OptionalText(key) is { Length: > 0 } text ? text : throw (Has(key) ? At(key) : Position).Error($"The key '{key}' with a text is missing.");

    /// <summary>A text, or null.</summary>
    public string? OptionalText(string key) => !_values.TryGetValue(key, out var node)
        ? null
        : node is YamlScalarNode scalar ? scalar.Value ?? string.Empty : throw At(key).Error($"'{key}' must be a text.");

    /// <summary>A truth value.</summary>
    public bool Flag(string key, bool otherwise) => !Has(key)
        ? otherwise
        : Expressions.ValueRules.AsBoolean(OptionalText(key)) ?? throw At(key).Error($"'{key}' must be true or false.");

    /// <summary>A list of texts; a single text counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string key) => !_values.TryGetValue(key, out var node)
        ? []
        : node switch
        {
            YamlScalarNode { Value: { Length: > 0 } single } => [single],
            YamlSequenceNode list => [.. list.Select(i => (i as YamlScalarNode)?.Value ?? throw PositionOf(i, _file).Error("A text was expected."))],
            _ => throw At(key).Error($"'{key}' must be a list of texts."),
        };

    /// <summary>A list of maps.</summary>
    public IReadOnlyList<YamlMap> Maps(string key) => !_values.TryGetValue(key, out var node)
        ? []
        : node is YamlSequenceNode list
            ? [.. list.Select(i => i is YamlMappingNode map ? new YamlMap(map, _file) : throw PositionOf(i, _file).Error("A map was expected."))]
            : throw At(key).Error($"'{key}' must be a list.");

    /// <summary>A map; an absent or empty one has no keys.</summary>
    public YamlMap Map(string key) => !_values.TryGetValue(key, out var node) || node is YamlScalarNode { Value: null or "" }
        ? new YamlMap(new YamlMappingNode(), _file)
        : node is YamlMappingNode map ? new YamlMap(map, _file) : throw At(key).Error($"'{key}' must be a map.");

    /// <summary>A value in which names may be used.</summary>
    public RoleValue Value(string key) => RoleValue.Read(_values[key], _file);
}
