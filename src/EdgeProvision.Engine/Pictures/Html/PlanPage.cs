using EdgeProvision.Engine.Pictures.Tables;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Html;

/// <summary>Plans as a page.</summary>
internal static class PlanPage
{
    public static string Of(IReadOnlyList<Plan> plans) => HtmlPage.Of(plans.Count == 1 ? Title(plans[0]) : "Plans", page =>
    {
        foreach (var plan in plans)
        {
            page.Open("section", ("class", "provision")).Leaf("h1", Title(plan)).Leaf("p", PlanTables.Summary(plan));
            foreach (var note in plan.Notes)
                page.Leaf("p", note, ("class", "note"));
            if (!plan.IsEmpty)
                HtmlPage.Table(page, PlanTables.Steps(plan));
            page.Close();
        }
    });

    private static string Title(Plan plan) => $"Plan: {plan.Verb} {plan.Provision}";
}
