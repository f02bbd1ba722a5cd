using System.Globalization;
using System.Text.RegularExpressions;
using EdgeProvision.Engine.Hosts.Roles.Expressions;
using EdgeProvision.Engine.Hosts.Roles.Loading;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Roles.Variables;

/// <summary>A variable of a role: what it means, what it may hold, what it is when nobody says.</summary>
/// <param name="Name">Its name, as in the descriptor's <c>configuration</c>.</param>
/// <param name="Role">The role that declares it.</param>
/// <param name="Description">What it means.</param>
/// <param name="Type">What it may hold.</param>
/// <param name="Default">Its value when nobody says.</param>
/// <param name="Allowed">The only values, or empty.</param>
/// <param name="IsSecret">True when the value may not show anywhere, nor enter a fingerprint.</param>
internal sealed partial record VariableDeclaration(
    string Name, string Role, string Description, VariableType Type, RoleValue Default, IReadOnlyList<string> Allowed, bool IsSecret)
{
    /// <summary>The value in its type, or an error, which does not show a secret. Null and an empty text mean "not given".</summary>
    public object? Check(object? value, bool isSecret) => (isSecret && !IsSecret ? this with { IsSecret = true } : this).Check(value);

    private object? Check(object? value)
    {
        if (value is null)
            return null;
        var result = Type switch
        {
            VariableType.Boolean => ValueRules.AsBoolean(value) ?? throw Wrong(value, "true or false"),
            VariableType.Number => AsNumber(value),
            VariableType.List => AsList(value),
            VariableType.Lines => Scalar(value, "a text"),
            VariableType.Address => Matching(value, AddressPattern(), "an IPv4 address"),
            VariableType.Interface => Matching(value, InterfacePattern(), "the name of a network interface"),
            _ => Line(value),
        };
        if (Allowed.Count > 0 && result is not (null or "") && !Allowed.Contains(ValueRules.Text(result)))
            throw Wrong(value, $"one of {string.Join(", ", Allowed)}");
        return result;
    }

    private object? AsNumber(object value) => value switch
    {
        long => value,
        "" => null,
        string s when long.TryParse(s, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Wrong(value, "a whole number"),
    };

    private object AsList(object value) => value switch
    {
        IReadOnlyList<object?> => value,
        string s => s.Split([',', ' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Cast<object?>().ToList(),
        _ => throw Wrong(value, "a list"),
    };

    private string Line(object value)
    {
        // yes and no are words in many a configuration file: YAML has made truth values of them.
        var text = value is bool b && (Allowed.Contains("yes") || Allowed.Contains("no")) ? (b ? "yes" : "no") : Scalar(value, "a text");
        return text.Any(char.IsControl) ? throw Wrong(value, "a text of one line, without control characters") : text;
    }

    private string Matching(object value, Regex pattern, string wanted)
    {
        var text = Scalar(value, wanted);
        return text.Length == 0 || pattern.IsMatch(text) ? text : throw Wrong(value, wanted);
    }

    private string Scalar(object value, string wanted) =>
        value is IReadOnlyList<object?> or IReadOnlyDictionary<string, object?> ? throw Wrong(value, wanted) : ValueRules.Text(value);

    private EdgeException Wrong(object value, string wanted) => new(
        "ConfigurationInvalid", ErrorKind.InvalidInput,
        IsSecret ? $"The configuration variable {Name} must be {wanted}." : $"The configuration variable {Name} is '{Shown(value)}'; it must be {wanted}.")
    {
        Target = Name,
        RecommendedAction = $"Correct it in the descriptor's configuration. {Description}",
    };

    private static string Shown(object value)
    {
        var text = string.Concat(ValueRules.Text(value).Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > 80 ? text[..80] + "..." : text;
    }

    [GeneratedRegex(@"^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}\z")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,30}\z")]
    private static partial Regex InterfacePattern();
}
