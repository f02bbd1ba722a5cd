using System.Text;
using EdgeProvision.Engine.Pictures.Tables;

namespace EdgeProvision.Engine.Pictures.Markdown;

/// <summary>A table in GitHub's Markdown.</summary>
internal static class MarkdownTable
{
    public static string Of(Table table)
    {
        var text = new StringBuilder();
        Row(text, table.Headers.Select(h => h.Header));
        Row(text, table.Headers.Select(h => h.IsNumber ? "---:" : "---"));
        foreach (var row in table.Rows)
            Row(text, row.Select(MarkdownText.Of));
        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
