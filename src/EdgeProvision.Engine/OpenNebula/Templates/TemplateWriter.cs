namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Writes attributes as the text that allocate and update calls take.</summary>
public static class TemplateWriter
{
    /// <summary>The text of these attributes, in their order.</summary>
    /// <exception cref="Model.EdgeException"><c>TemplateNotWritable</c>: a name or value that the front-end would read as something else.</exception>
    public static string Write(AttributeTree attributes, TemplateLayout layout = TemplateLayout.Plain)
    {
        TemplateRules.Check(attributes);
        return layout switch
        {
            TemplateLayout.Object => string.Join('\n', attributes.Select(ObjectBlock)),
            TemplateLayout.Host => string.Join('\n', attributes.Where(HasText).Select(HostBlock)),
            _ => string.Join('\n', attributes.Select(PlainBlock)),
        };
    }

    /// <summary>
    /// The text of a datastore or network in <see cref="TemplateLayout.Object"/>: the original appends <c>PM_MAD</c> to the finished text, so
    /// that no empty line stands between it and the section before.
    /// </summary>
    public static string WriteWithDriver(AttributeTree attributes, string driver)
    {
        var text = Write(attributes, TemplateLayout.Object);
        var separator = text.Length == 0 || text.EndsWith('\n') ? "" : "\n";
        return text + separator + Write(new AttributeTree(("PM_MAD", driver))) + "\n";
    }

    private static string Single(TemplateAttribute attribute) =>
        $"{attribute.Name}=\"{attribute.Text!.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string PlainBlock(TemplateAttribute attribute) => attribute.Section switch
    {
        null => Single(attribute),
        { Count: 0 } => $"{attribute.Name}=[ ]",
        var section => $"{attribute.Name}=[ {string.Join(", ", section.Select(Single))} ]",
    };

    private static string ObjectBlock(TemplateAttribute attribute) => attribute.Section is { } section
        ? $"{attribute.Name}=[\n{Members(section)}\n]\n"
        : Single(attribute);

    private static string HostBlock(TemplateAttribute attribute) => attribute.Section is { } section
        ? $"{attribute.Name}=[\n{Members(section.Where(HasText))} ]"
        : Single(attribute);

    private static string Members(IEnumerable<TemplateAttribute> section) =>
        string.Join(",\n", section.Select(member => "  " + Single(member)));

    private static bool HasText(TemplateAttribute attribute) =>
        attribute.Section is { } section ? section.Any(HasText) : attribute.Text!.Length > 0;
}
