using System.Text;
using EdgeProvision.Engine.Pictures.Tables;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Markdown;

/// <summary>A plan as a pull request's check shows it.</summary>
internal static class PlanMarkdown
{
    public static string Of(Plan plan)
    {
        var text = new StringBuilder();
        text.Append($"## Plan: {MarkdownText.Of(plan.Verb)} {MarkdownText.Of(plan.Provision)}\n\n**{MarkdownText.Of(PlanTables.Summary(plan))}**\n");
        foreach (var note in plan.Notes)
            text.Append($"\n> {MarkdownText.Of(note)}\n");
        if (!plan.IsEmpty)
            text.Append('\n').Append(MarkdownTable.Of(PlanTables.Steps(plan)));
        return text.ToString();
    }
}
