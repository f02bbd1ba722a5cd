using System.Globalization;
using System.Text.RegularExpressions;
using EdgeProvision.Engine.Hosts.Programs.Steps;
using EdgeProvision.Engine.Hosts.Roles.Expressions;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Roles.Binding;

/// <summary>The values of one step for one host, checked as the kind asks for them.</summary>
internal sealed partial class StepArguments
{
    private readonly IReadOnlyDictionary<string, object?> _values;
    private readonly RoleStep _step;

    /// <summary>Evaluates the step's values.</summary>
    public StepArguments(RoleStep step, HostScope scope)
    {
        _step = step;
        scope.TakeSecretMet();
        _values = step.Values.ToDictionary(v => v.Key, v => v.Value.Evaluate(scope), StringComparer.Ordinal);
        HoldsSecret = scope.TakeSecretMet();
        Title = step.Title.Text(scope);
    }

    /// <summary>The role's name.</summary>
    public string Role => _step.Role;

    /// <summary>The step's title.</summary>
    public string Title { get; }

    /// <summary>True when a secret has gone into any of the step's values.</summary>
    public bool HoldsSecret { get; }

    /// <summary>A text that must not be empty.</summary>
    public string Text(string key) => OptionalText(key) ?? throw Wrong(key, "is empty");

    /// <summary>A text; null when absent or empty.</summary>
    public string? OptionalText(string key) => Value(key) is { } value && ValueRules.Text(value) is { Length: > 0 } text ? text : null;

    /// <summary>A text that may be empty and may have several lines.</summary>
    public string Content(string key) => ValueRules.Text(Value(key));

    /// <summary>An absolute path.</summary>
    public string Path(string key)
    {
        var path = Line(key);
        return path.StartsWith('/') && !path.Split('/').Contains("..") ? path : throw Wrong(key, $"is '{Shown(path)}', an absolute path without '..' was expected");
    }

    /// <summary>A text of one line.</summary>
    public string Line(string key)
    {
        var text = Text(key);
        return text.Any(char.IsControl) ? throw Wrong(key, "has more than one line or a control character") : text;
    }

    /// <summary>A word of letters, digits and a few signs.</summary>
    public string Word(string key) => OptionalWord(key) ?? throw Wrong(key, "is empty");

    /// <summary>The same, or null.</summary>
    public string? OptionalWord(string key) => OptionalText(key) is not { } text
        ? null
        : WordPattern().IsMatch(text) ? text : throw Wrong(key, $"is '{Shown(text)}', a plain word was expected");

    /// <summary>A name that Linux takes for a network interface.</summary>
    public string Device(string key) => OptionalDevice(key) ?? throw Wrong(key, "is empty");

    /// <summary>The same, or null.</summary>
    public string? OptionalDevice(string key) => OptionalText(key) is not { } text
        ? null
        : DevicePattern().IsMatch(text) ? text : throw Wrong(key, $"is '{Shown(text)}', no name that a network interface can have (15 characters at most)");

    /// <summary>An IPv4 address, with prefix length when asked for, or null.</summary>
    public string? OptionalAddress(string key, bool withPrefix)
    {
        if (OptionalText(key) is not { } text)
            return null;
        var fits = withPrefix ? IPNetworkPattern().IsMatch(text) : AddressPattern().IsMatch(text);
        return fits ? text : throw Wrong(key, $"is '{Shown(text)}', an IPv4 address{(withPrefix ? " with prefix length" : "")} was expected");
    }

    /// <summary>A whole number within bounds, or null.</summary>
    public long? Number(string key, long least, long most)
    {
        if (OptionalText(key) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(key, $"is '{Shown(text)}', a number from {least} to {most} was expected");
    }

    /// <summary>A truth value.</summary>
    public bool Flag(string key, bool otherwise = false) => Value(key) is { } value ? ValueRules.IsTrue(value) : otherwise;

    /// <summary>One of some words.</summary>
    public T Choice<T>(string key, T otherwise, params (string Word, T Value)[] choices)
    {
        if (OptionalText(key) is not { } text)
            return otherwise;
        foreach (var (word, value) in choices)
        {
            if (word == text)
                return value;
        }

        throw Wrong(key, $"is '{Shown(text)}', one of {string.Join(", ", choices.Select(c => c.Word))} was expected");
    }

    /// <summary>Items of a list; a single value counts as a list of one, an empty one as none.</summary>
    public IReadOnlyList<object?> Items(string key) => Value(key) switch
    {
        null or "" => [],
        IReadOnlyList<object?> list => list,
        var single => [single],
    };

    /// <summary>Items that are texts of one line.</summary>
    public IReadOnlyList<string> Lines(string key)
    {
        var lines = Items(key).Select(ValueRules.Text).Where(l => l.Length > 0).ToList();
        return lines.Any(l => l.Any(char.IsControl)) ? throw Wrong(key, "has an item of more than one line") : lines;
    }

    /// <summary>Items that are plain words; a text counts as words between blanks.</summary>
    public IReadOnlyList<string> Words(string key)
    {
        IReadOnlyList<string> words = Value(key) is string text ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : Lines(key);
        return words.FirstOrDefault(w => !WordPattern().IsMatch(w)) is { } bad ? throw Wrong(key, $"has the item '{Shown(bad)}', a plain word was expected") : words;
    }

    /// <summary>Names of packages, each perhaps with <c>=version</c>. A minus at the end would make the package manager remove what was to be installed.</summary>
    public IReadOnlyList<string> Packages(string key)
    {
        var names = Words(key);
        return names.FirstOrDefault(n => n.Split('=')[0].EndsWith('-')) is { } bad ? throw Wrong(key, $"has the item '{Shown(bad)}', the name of a package was expected") : names;
    }

    /// <summary>A map of texts.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string key) => Value(key) switch
    {
        null => new Dictionary<string, string>(StringComparer.Ordinal),
        IReadOnlyDictionary<string, object?> map => map.ToDictionary(p => p.Key, p => ValueRules.Text(p.Value), StringComparer.Ordinal),
        _ => throw Wrong(key, "must be a map"),
    };

    /// <summary>Owner, group and mode.</summary>
    public FileRights Rights()
    {
        var mode = OptionalText("mode");
        if (mode is not null && !ModePattern().IsMatch(mode))
            throw Wrong("mode", $"is '{Shown(mode)}', three or four octal digits were expected (in quotes)");
        return new FileRights(OptionalWord("owner"), OptionalWord("group"), mode);
    }

    /// <summary>An error about one of the values.</summary>
    public EdgeException Wrong(string key, string what) => new(
        "ConfigurationInvalid", ErrorKind.InvalidInput, $"{_step.Position}: role {Role}, step '{Title}': '{key}' {what}.")
    {
        Target = Role,
        RecommendedAction = "Correct the variable in the descriptor's configuration that it comes from, or the role.",
    };

    private object? Value(string key) => _values.GetValueOrDefault(key);

    private string Shown(string text) => HoldsSecret ? "***" : string.Concat(text.Take(80).Select(c => char.IsControl(c) ? ' ' : c));

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.+:@~=-]*\z")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}\z")]
    private static partial Regex DevicePattern();

    [GeneratedRegex(@"^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}\z")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!/)|(?=/))){4}/(3[0-2]|[12]?\d)\z")]
    private static partial Regex IPNetworkPattern();

    [GeneratedRegex(@"^[0-7]{3,4}\z")]
    private static partial Regex ModePattern();
}
