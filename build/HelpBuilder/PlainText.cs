using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace EdgeProvision.HelpBuilder;

/// <summary>Markdown as the plain paragraphs that help shows.</summary>
internal static class PlainText
{
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks) => [.. blocks.SelectMany(Of).Where(text => text.Length > 0)];

    public static string Line(LeafBlock block)
    {
        var text = new StringBuilder();
        Append(text, block.Inline);
        return text.ToString().Trim();
    }

    public static string Code(LeafBlock block) => block.Lines.ToString().TrimEnd();

    private static IEnumerable<string> Of(Block block) => block switch
    {
        FencedCodeBlock code => [Code(code)],
        ListBlock list => list.OfType<ListItemBlock>().Select(item => "- " + string.Join(' ', Paragraphs(item))),
        LeafBlock leaf => [Line(leaf)],
        ContainerBlock inner => Paragraphs(inner),
        _ => [],
    };

    private static void Append(StringBuilder text, ContainerInline? inlines)
    {
        foreach (var inline in inlines ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.ToString());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case ContainerInline container:
                    Append(text, container);
                    break;
            }
        }
    }
}
