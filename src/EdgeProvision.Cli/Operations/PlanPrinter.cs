using System.Globalization;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Operations;

/// <summary>A plan for people: what <c>--dry-run</c> prints.</summary>
internal static class PlanPrinter
{
    public static void Write(TextWriter output, Plan plan)
    {
        output.WriteLine($"PLAN {plan.Verb} {plan.Provision}{(plan.ProvisionId is { } id ? $" ({id})" : "")}");
        if (plan.IsEmpty)
            output.WriteLine("Nothing to do.");
        for (var i = 0; i < plan.Steps.Count; i++)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i + 1,4}  {plan.Steps[i].Effect.ToString().ToLowerInvariant(),-8} {PlanText.Of(plan.Steps[i])}"));
        foreach (var note in plan.Notes)
            output.WriteLine($"NOTE  {note}");
        if (!plan.IsEmpty)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{PlanText.Total(plan)}; rents {plan.Rents}, releases {plan.Releases}. Nothing was changed."));
    }
}
