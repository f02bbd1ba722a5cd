using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace EdgeProvision.HelpBuilder;

/// <summary>A table as lines of text: its first column, and beside it, wrapped, what the others say.</summary>
internal static class TableText
{
    private const string Margin = "    ";
    private const int WidestName = 24;

    public static IEnumerable<string> Lines(Table table, int width)
    {
        var rows = table.OfType<TableRow>().Select(Cells).Where(cells => !(cells.IsHeader && cells.Text.Length == 0)).ToList();
        var names = Math.Min(WidestName, rows.Max(row => row.Name.Length)) + 2;
        foreach (var row in rows)
        {
            var begin = Margin + row.Name.PadRight(names);
            if (row.Name.Length + 2 > names)
            {
                yield return Margin + row.Name;
                begin = Margin + new string(' ', names);
            }

            foreach (var line in Wrap(row.Text, width - Margin.Length - names))
            {
                yield return (begin + line).TrimEnd();
                begin = Margin + new string(' ', names);
            }
        }
    }

    private static (string Name, string Text, bool IsHeader) Cells(TableRow row)
    {
        var cells = row.OfType<TableCell>().Select(cell => string.Join(' ', PlainText.Paragraphs(cell))).ToList();
        return (cells[0], string.Join("; ", cells.Skip(1).Where(text => text.Length > 0)), row.IsHeader);
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        yield return line;
    }
}
