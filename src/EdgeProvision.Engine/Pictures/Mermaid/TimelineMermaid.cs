using System.Globalization;
using System.Text;
using EdgeProvision.Engine.Pictures.Gantt;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Mermaid;

/// <summary>An operation's timeline as a Gantt diagram, at the times at which the steps ran.</summary>
internal static class TimelineMermaid
{
    public static string Of(ProvisionPicture picture)
    {
        if (Timeline.Of(picture) is not { } timeline)
            return $"flowchart TB\n  n0[\"{MermaidText.Of(Timeline.Absence(picture.Operation))}\"]\n";
        var text = new StringBuilder();
        text.Append("gantt\n");
        text.Append($"  title {MermaidText.Of($"{picture.Provision.Name}: {timeline.Summary}")}\n");
        text.Append("  dateFormat x\n");
        text.Append(timeline.Length < TimeSpan.FromHours(1) ? "  axisFormat %M:%S\n" : "  axisFormat %H:%M\n");
        text.Append(timeline.CriticalPath is null ? "  %% It is not known which step waited for which.\n" : "  %% active: on the critical path. crit: failed.\n");
        var path = (timeline.CriticalPath ?? []).ToHashSet<TimedStep>(ReferenceEqualityComparer.Instance);
        var number = 0;
        foreach (var group in timeline.Groups)
        {
            // Steps of the provision itself have a lane each; they are one section.
            var isOwn = group.Lanes.All(l => l.Steps.All(s => s.HostKey is null));
            if (isOwn)
                text.Append($"  section {MermaidText.Of(group.Title)}\n");
            foreach (var lane in group.Lanes)
            {
                if (!isOwn)
                    text.Append($"  section {MermaidText.Of(lane.Label)}\n");
                foreach (var step in lane.Steps)
                    AddTask(text, timeline, step, isOwn ? step.Text : step.Verb, path.Contains(step), number++);
            }
        }

        return text.ToString();
    }

    private static void AddTask(StringBuilder text, Timeline timeline, TimedStep step, string name, bool isCritical, int number)
    {
        var tag = step.Outcome == StepOutcome.Failed ? "crit, " : isCritical ? "active, " : step.Outcome == StepOutcome.NotRun ? "" : "done, ";
        var word = step.Outcome == StepOutcome.Failed ? " (failed)" : "";
        var from = (timeline.Operation.StartedAt + step.Start).ToUnixTimeMilliseconds();
        var milliseconds = Math.Max(1, (long)step.Duration.TotalMilliseconds);
        text.Append(CultureInfo.InvariantCulture, $"  {MermaidText.Task(name)}{word} :{tag}t{number}, {from}, {milliseconds}ms\n");
    }
}
