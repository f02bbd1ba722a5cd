using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace EdgeProvision.HelpBuilder;

/// <summary>Writes an about topic as the text that Get-Help shows.</summary>
internal static class AboutWriter
{
    private const int Width = 80;
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    public static void Write(string source, string target)
    {
        var text = new StringBuilder();
        foreach (var block in Markdown.Parse(File.ReadAllText(source), s_pipeline))
        {
            switch (block)
            {
                case HeadingBlock heading:
                    text.Append(PlainText.Line(heading).ToUpperInvariant()).Append("\n\n");
                    break;
                case FencedCodeBlock code:
                    foreach (var line in PlainText.Code(code).Split('\n'))
                        text.Append("        ").Append(line.TrimEnd()).Append('\n');
                    text.Append('\n');
                    break;
                case Table table:
                    foreach (var line in TableText.Lines(table, Width))
                        text.Append(line).Append('\n');
                    text.Append('\n');
                    break;
                default:
                    foreach (var paragraph in PlainText.Paragraphs([block]))
                        Wrap(text, paragraph);
                    text.Append('\n');
                    break;
            }
        }

        File.WriteAllText(target, text.ToString());
    }

    private static void Wrap(StringBuilder text, string paragraph)
    {
        var line = new StringBuilder("   ");
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length + 1 > Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(paragraph.StartsWith("- ", StringComparison.Ordinal) ? "     " : "   ");
            }

            line.Append(' ').Append(word);
        }

        text.Append(line).Append('\n');
    }
}
