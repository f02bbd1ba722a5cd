using Markdig;
using Markdig.Syntax;

namespace EdgeProvision.HelpBuilder;

/// <summary>
/// Reads a page in the layout that platyPS uses: level 1 the name, level 2 the sections (SYNOPSIS, SYNTAX, DESCRIPTION, EXAMPLES, PARAMETERS,
/// INPUTS, OUTPUTS, NOTES, RELATED LINKS), level 3 their entries; a parameter's facts are a block of YAML at its end.
/// </summary>
internal static class PageReader
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().Build();

    public static HelpPage Read(string file)
    {
        var document = Markdown.Parse(File.ReadAllText(file), s_pipeline);
        var name = document.OfType<HeadingBlock>().FirstOrDefault(h => h.Level == 1) is { } title
            ? PlainText.Line(title)
            : throw new HelpFormatException(file, "no heading of level 1");
        var sections = Split(document, 2).ToDictionary(s => s.Title, s => s.Blocks, StringComparer.Ordinal);
        return new HelpPage(
            name,
            PlainText.Paragraphs(Section("SYNOPSIS")),
            PlainText.Paragraphs(Section("DESCRIPTION")),
            [.. Split(Section("EXAMPLES"), 3).Select(e => Example(file, e.Title, e.Blocks))],
            [.. Split(Section("PARAMETERS"), 3).Where(p => p.Title.StartsWith('-')).Select(p => Parameter(file, p.Title[1..], p.Blocks))],
            [.. Split(Section("INPUTS"), 3).Select(t => new HelpType(t.Title, PlainText.Paragraphs(t.Blocks)))],
            [.. Split(Section("OUTPUTS"), 3).Select(t => new HelpType(t.Title, PlainText.Paragraphs(t.Blocks)))],
            PlainText.Paragraphs(sections.GetValueOrDefault("NOTES", [])),
            [.. sections.GetValueOrDefault("RELATED LINKS", []).SelectMany(b => PlainText.Paragraphs([b])).Select(l => l.TrimStart('-', ' '))],
            Split(Section("SYNTAX"), 3).ToDictionary(
                s => s.Title.Replace(" (Default)", "", StringComparison.Ordinal),
                s => string.Join(' ', s.Blocks.OfType<FencedCodeBlock>().SelectMany(b => PlainText.Code(b).Split('\n', StringSplitOptions.TrimEntries))),
                StringComparer.Ordinal),
            Split(Section("SYNTAX"), 3).Select(s => s.Title).FirstOrDefault(t => t.EndsWith(" (Default)", StringComparison.Ordinal))?.Replace(" (Default)", "", StringComparison.Ordinal));

        IReadOnlyList<Block> Section(string section) => sections.TryGetValue(section, out var blocks)
            ? blocks
            : throw new HelpFormatException(file, $"no section {section}");
    }

    private static HelpExample Example(string file, string title, IReadOnlyList<Block> blocks)
    {
        var code = blocks.OfType<FencedCodeBlock>().FirstOrDefault() ?? throw new HelpFormatException(file, $"no code in '{title}'");
        return new HelpExample(title, PlainText.Code(code), PlainText.Paragraphs(blocks.Where(b => b != code)));
    }

    private static HelpParameter Parameter(string file, string name, IReadOnlyList<Block> blocks)
    {
        var facts = blocks.OfType<FencedCodeBlock>().LastOrDefault(b => b.Info == "yaml") ?? throw new HelpFormatException(file, $"no facts for -{name}");
        var pairs = PlainText.Code(facts).Split('\n')
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new HelpParameter(name, PlainText.Paragraphs(blocks.Where(b => b != facts)), pairs);
    }

    private static IEnumerable<(string Title, IReadOnlyList<Block> Blocks)> Split(IEnumerable<Block> blocks, int level)
    {
        string? title = null;
        List<Block> inside = [];
        foreach (var block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level <= level)
            {
                if (title is not null)
                    yield return (title, inside);
                title = heading.Level == level ? PlainText.Line(heading) : null;
                inside = [];
            }
            else
            {
                inside.Add(block);
            }
        }

        if (title is not null)
            yield return (title, inside);
    }
}
