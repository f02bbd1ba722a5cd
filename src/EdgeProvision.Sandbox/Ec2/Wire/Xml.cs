using System.Globalization;
using System.Xml.Linq;

namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>Elements of answers, in the API's namespace and with its way of writing values.</summary>
internal static class Xml
{
    private static readonly XNamespace Space = $"http://ec2.amazonaws.com/doc/{Ec2Call.Version}/";

    /// <summary>An element with others in it; those that are null are left out.</summary>
    public static XElement Node(string name, params object?[] content) => new(Space + name, content);

    /// <summary>An element with a value, or null where there is none.</summary>
    public static XElement? Value(string name, object? value) => value switch
    {
        null => null,
        bool flag => new XElement(Space + name, flag ? "true" : "false"),
        DateTimeOffset moment => new XElement(Space + name, moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        IFormattable number => new XElement(Space + name, number.ToString(null, CultureInfo.InvariantCulture)),
        _ => new XElement(Space + name, value.ToString()),
    };

    /// <summary>A list: each entry is the content of one <c>item</c>.</summary>
    public static XElement Set(string name, IEnumerable<object?> items) => Node(name, items.Select(item => (object?)Node("item", item)).ToArray());

    /// <summary>What a call answers that has nothing to tell.</summary>
    public static XElement?[] Done => [Value("return", true)];
}
