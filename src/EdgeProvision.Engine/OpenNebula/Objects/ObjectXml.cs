using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>How the daemon's object XML is read: what every release has is required, the rest has a default.</summary>
internal static class ObjectXml
{
    public static int Id(this XElement element) =>
        element.NumberOrNull("ID") ?? throw new AnswerFormatException($"the {element.Name.LocalName} in it has no ID");

    /// <summary>The text of a child, or an empty text.</summary>
    public static string Text(this XElement element, string name) => (string?)element.Element(name) ?? "";

    /// <summary>The text of a child, or null if it is missing or empty.</summary>
    public static string? TextOrNull(this XElement element, string name) => (string?)element.Element(name) is { Length: > 0 } text ? text : null;

    public static int Number(this XElement element, string name) => element.NumberOrNull(name) ?? 0;

    public static int? NumberOrNull(this XElement element, string name)
    {
        var text = ((string?)element.Element(name))?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new AnswerFormatException($"{element.Name.LocalName}/{name} in it is not a number");
    }

    public static long LongNumber(this XElement element, string name) =>
        long.TryParse((string?)element.Element(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The ids in a list such as <c>&lt;HOSTS&gt;&lt;ID&gt;1&lt;/ID&gt;&lt;/HOSTS&gt;</c>.</summary>
    public static ImmutableArray<int> Ids(this XElement element, string list) =>
        [.. element.Element(list)?.Elements("ID").Select(id => ParseId(id, list)) ?? []];

    public static AttributeTree Template(this XElement element) => TemplateReader.Read(element.Element("TEMPLATE"));

    /// <summary>The objects of a pool, in the order of their ids; the daemon lists the newest first.</summary>
    public static ImmutableArray<T> Pool<T>(this XElement pool, string name, Func<XElement, T> read) =>
        [.. pool.Elements(name).OrderBy(Id).Select(read)];

    /// <summary>Checks that a document is what was asked for.</summary>
    public static XElement Expect(this XElement element, string name) => element.Name.LocalName == name
        ? element
        : throw new AnswerFormatException($"it describes a {element.Name.LocalName}, not a {name}");

    private static int ParseId(XElement id, string list) =>
        int.TryParse(id.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new AnswerFormatException($"an id in {list} in it is not a number");
}
