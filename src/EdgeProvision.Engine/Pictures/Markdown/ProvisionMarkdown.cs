using System.Text;
using EdgeProvision.Engine.Pictures.Gantt;
using EdgeProvision.Engine.Pictures.Mermaid;
using EdgeProvision.Engine.Pictures.Tables;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Markdown;

/// <summary>A provision and its operation as a build's summary shows them.</summary>
internal static class ProvisionMarkdown
{
    private const int SlowestSteps = 10;

    public static string Of(ProvisionPicture picture, PictureView view)
    {
        var text = new StringBuilder();
        var provision = picture.Provision;
        text.Append($"## Edge cloud {MarkdownText.Of(provision.Name)}\n\n");
        text.Append($"**{provision.State}** · {MarkdownText.Of(provision.ConfigurationStatus)} · {Amounts.Count(provision.Hosts.Count, "host", "hosts")} · "
            + $"{Amounts.Count(provision.Networks.Count, "network", "networks")} · {Amounts.Count(provision.Datastores.Count, "datastore", "datastores")} · id {MarkdownText.Of(provision.Id)}\n");
        if (provision.IsInterrupted)
            text.Append("\n> The last operation was cut off: running the same command again continues it.\n");
        if (view != PictureView.Timeline)
            AddTopology(text, picture);
        if (view != PictureView.Topology)
            AddOperation(text, picture);
        return text.ToString();
    }

    private static void AddTopology(StringBuilder text, ProvisionPicture picture)
    {
        if (picture.Provision.Hosts.Count > 0)
            text.Append("\n### Hosts\n\n").Append(MarkdownTable.Of(ProvisionTables.Hosts(picture.Provision)));
        if (picture.Provision.Networks.Count > 0)
            text.Append("\n### Networks\n\n").Append(MarkdownTable.Of(ProvisionTables.Networks(picture.Provision)));
        text.Append("\n### Topology\n\n```mermaid\n").Append(TopologyMermaid.Of(picture)).Append("```\n");
    }

    private static void AddOperation(StringBuilder text, ProvisionPicture picture)
    {
        text.Append("\n### Operation\n\n");
        if (Timeline.Of(picture) is not { } timeline)
        {
            text.Append($"{MarkdownText.Of(Timeline.Absence(picture.Operation))}\n");
            return;
        }

        var operation = timeline.Operation;
        text.Append($"{MarkdownText.Of(timeline.Summary)} Begun {MarkdownText.Of(Amounts.Moment(operation.StartedAt))} by {MarkdownText.Of(operation.User)} on {MarkdownText.Of(operation.Machine)}.\n");
        var failed = timeline.Steps.Where(s => s.Outcome == StepOutcome.Failed).ToList();
        if (failed.Count > 0)
            text.Append("\n**Failed**\n\n");
        foreach (var step in failed)
            text.Append($"- {MarkdownText.Of(step.Text)}: {MarkdownText.Of(step.Error)}\n");
        text.Append("\n**Slowest steps**\n\n").Append(MarkdownTable.Of(StepTables.Slowest(timeline, SlowestSteps)));
        if (timeline.CriticalPath is { Count: > 0 } path)
            text.Append($"\n{MarkdownText.Of(timeline.CriticalPathText)}\n\n").AppendJoin("\n", path.Select((s, i) => $"{i + 1}. {MarkdownText.Of(s.Text)} ({Amounts.Duration(s.Duration)})")).Append('\n');
        else
            text.Append($"\n{MarkdownText.Of(timeline.CriticalPathText)}\n");
    }
}
