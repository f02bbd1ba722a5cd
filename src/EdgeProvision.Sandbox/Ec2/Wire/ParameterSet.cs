using System.Globalization;

namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>
/// The parameters of a call, or those below one name of them. Lists are flat on the wire: <c>Filter.1.Value.2</c>. What nobody has read when a call is
/// about to be done is not known to it.
/// </summary>
internal sealed class ParameterSet
{
    private readonly IReadOnlyDictionary<string, string> _all;
    private readonly HashSet<string> _read;
    private readonly string _prefix;

    public ParameterSet(IReadOnlyDictionary<string, string> all)
        : this(all, [], "")
    {
    }

    private ParameterSet(IReadOnlyDictionary<string, string> all, HashSet<string> read, string prefix) => (_all, _read, _prefix) = (all, read, prefix);

    /// <summary>A parameter that no one has read, or null.</summary>
    public string? FirstUnread => _all.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !_read.Contains(name));

    /// <summary>True when there is any list.</summary>
    public bool HasList => _all.Keys.Any(key => key.StartsWith(_prefix, StringComparison.Ordinal) && key.AsSpan(_prefix.Length).Contains('.'));

    /// <summary>The value; null when it is not given, or empty.</summary>
    public string? Text(string name)
    {
        var key = _prefix + name;
        _read.Add(key);
        return _all.TryGetValue(key, out var value) && value.Length > 0 ? value : null;
    }

    public string Required(string name) => Text(name) ?? throw Ec2RefusedException.Missing(_prefix + name);

    public bool? MaybeFlag(string name) => Text(name) switch
    {
        null => null,
        { } text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        { } text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        { } text => throw Ec2RefusedException.Invalid(_prefix + name, text, "Expecting true or false."),
    };

    public bool Flag(string name) => MaybeFlag(name) ?? false;

    public int? Number(string name) => Text(name) switch
    {
        null => null,
        { } text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        { } text => throw Ec2RefusedException.Invalid(_prefix + name, text, "Expecting an integer."),
    };

    /// <summary>One of the words given, or null.</summary>
    public string? Word(string name, params ReadOnlySpan<string> known)
    {
        if (Text(name) is not { } text)
            return null;
        return known.Contains(text) ? text : throw Ec2RefusedException.Invalid(_prefix + name, text, $"Expecting one of: {string.Join(", ", known!)}.");
    }

    /// <summary>The values of <c>name.1</c>, <c>name.2</c> and so on.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        [.. Indexes(name).Select(index => Text($"{name}.{index}") ?? throw Ec2RefusedException.Invalid($"{_prefix}{name}.{index}", ""))];

    /// <summary>What stands below <c>name.1</c>, <c>name.2</c> and so on.</summary>
    public IReadOnlyList<ParameterSet> Items(string name) => [.. Indexes(name).Select(index => Group($"{name}.{index}"))];

    /// <summary>What stands below a name.</summary>
    public ParameterSet Group(string name) => new(_all, _read, $"{_prefix}{name}.");

    /// <summary>True when something stands at the name or below it.</summary>
    public bool Has(string name) => _all.Keys.Any(key => key == _prefix + name || key.StartsWith($"{_prefix}{name}.", StringComparison.Ordinal));

    /// <summary>All parameters but those named, in one text: equal for equal calls.</summary>
    public string Fingerprint(params string[] without) =>
        string.Join('\n', _all.Where(pair => !without.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    private IEnumerable<int> Indexes(string name)
    {
        var start = $"{_prefix}{name}.";
        var indexes = new SortedSet<int>();
        foreach (var key in _all.Keys.Where(key => key.StartsWith(start, StringComparison.Ordinal)))
        {
            var rest = key[start.Length..];
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            if (int.TryParse(dot < 0 ? rest : rest[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                indexes.Add(index);
        }

        return indexes;
    }
}
