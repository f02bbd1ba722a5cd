using System.Globalization;
using System.Text;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Mermaid;

/// <summary>A plan's steps and what they wait for, as a flow chart.</summary>
internal static class PlanMermaid
{
    public static string Of(Plan plan)
    {
        var text = new StringBuilder();
        text.Append("flowchart LR\n");
        text.Append($"  accTitle: Plan of {MermaidText.Of($"{plan.Verb} {plan.Provision}")}\n");
        if (plan.IsEmpty)
            text.Append("  nothing[\"Nothing to do\"]\n");
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            var step = plan.Steps[i];
            numbers.TryAdd(step.Id, i);
            text.Append(CultureInfo.InvariantCulture, $"  p{i}[\"{MermaidText.Of(step.Text)}\"]{Tone(step.Effect)}\n");
            foreach (var before in step.DependsOn.Where(numbers.ContainsKey))
                text.Append(CultureInfo.InvariantCulture, $"  p{numbers[before]} --> p{i}\n");
        }

        text.Append("  classDef rent fill:#8a5d00,stroke:#8a5d00,color:#ffffff\n");
        text.Append("  classDef loss fill:#b3261e,stroke:#b3261e,color:#ffffff\n");
        return text.ToString();
    }

    private static string Tone(PlanEffect effect) => effect switch
    {
        PlanEffect.Rent => ":::rent",
        PlanEffect.Release or PlanEffect.Delete => ":::loss",
        _ => "",
    };
}
