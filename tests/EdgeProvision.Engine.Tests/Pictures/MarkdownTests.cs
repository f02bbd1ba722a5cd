using EdgeProvision.Engine.Pictures;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Pictures;

public sealed class MarkdownTests
{
    private static readonly Plan s_plan = new(
        "create", "fosdem", null,
        [
            new PlanStep("record", "Record", "fosdem", "Create the record of provision fosdem", PlanEffect.Create, []),
            new PlanStep("cluster", "Cluster", "fosdem", "Create cluster fosdem", PlanEffect.Create, ["record"]),
            new PlanStep("host/a/rent", "RentDevice", "a", "Rent baremetal_0 in ams1 for a", PlanEffect.Rent, ["cluster", "record"]) { HostKey = "a" },
        ],
        ["Costs money."]);

    [Fact]
    public void Summary_OfTheTalksCloud_BeginsLikeThis() => Assert.StartsWith(
        """
        ## Edge cloud fosdem

        **Ready** · configured · 2 hosts · 3 networks · 2 datastores · id 8fc831e6-9066-4c57-9ee4-4b11fea98f00

        ### Hosts

        | Host | State | Address | Location | Provider | Id | Cores | Memory | VMs |
        | --- | --- | --- | --- | --- | ---: | ---: | ---: | ---: |
        | fosdem-node1 | Ready | 147.75.0.1 | ams1 | packet | 0 | 16 | 32.0 GiB | 0 |
        """.ReplaceLineEndings("\n"),
        Drawing.Of([Clouds.Talk], PictureFormat.Markdown, PictureView.All), StringComparison.Ordinal);

    [Fact]
    public void Summary_OfAnOperation_HasFailuresSlowestStepsAndTheCriticalPath()
    {
        var text = Drawing.Of([Clouds.Large()], PictureFormat.Markdown, PictureView.All);

        Assert.Contains("create, failed: ", text, StringComparison.Ordinal);
        Assert.Equal(4, text.Split('\n').Count(l => l.StartsWith("- Do configure", StringComparison.Ordinal)));
        var slowest = text[text.IndexOf("**Slowest steps**", StringComparison.Ordinal)..].Split('\n').Where(l => l.StartsWith("| Do ", StringComparison.Ordinal)).ToList();
        Assert.Equal(10, slowest.Count);
        Assert.Contains("configure", slowest[0], StringComparison.Ordinal);
        Assert.Contains("\n1. Do record (0.6 s)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_OfAnInterruptedProvision_SaysHowItGoesOn() =>
        Assert.Contains("> The last operation was cut off", Drawing.Of([Clouds.Talk with { Provision = Clouds.Talk.Provision with { IsInterrupted = true } }], PictureFormat.Markdown, PictureView.All), StringComparison.Ordinal);

    [Fact]
    public void Columns_WithoutAnyValue_AreLeftOut()
    {
        var hosts = Clouds.Talk.Provision.Hosts.Select(h => h with { Address = null, TotalCpu = 0 }).ToList();

        var header = Drawing.Of([Clouds.Talk with { Provision = Clouds.Talk.Provision with { Hosts = hosts } }], PictureFormat.Markdown, PictureView.All).Split('\n').First(l => l.StartsWith("| Host ", StringComparison.Ordinal));

        Assert.Equal("| Host | State | Location | Provider | Id | Memory | VMs |", header);
    }

    [Fact]
    public void Plan_AsMarkdown_IsThisText() => Assert.Equal(
        """
        ## Plan: create fosdem

        **3 steps: 1 rent, 2 create.**

        > Costs money.

        | # | Step | Effect | After |
        | ---: | --- | --- | --- |
        | 1 | Create the record of provision fosdem | Create |  |
        | 2 | Create cluster fosdem | Create | 1 |
        | 3 | Rent baremetal\_0 in ams1 for a | Rent | 1, 2 |

        """,
        Drawing.Of([s_plan], PictureFormat.Markdown), ignoreLineEndingDifferences: true);

    [Fact]
    public void Plan_WithTimesAndPrices_HasColumnsForThem()
    {
        var steps = s_plan.Steps.Select(s => s.Effect == PlanEffect.Rent ? s with { ExpectedDuration = TimeSpan.FromSeconds(185), HourlyCost = 0.5m, Currency = "USD" } : s).ToList();

        var text = Drawing.Of([s_plan with { Steps = steps }], PictureFormat.Markdown);

        Assert.Contains("**3 steps: 1 rent, 2 create. Expected to take 3 min 05 s. Changes the cost of an hour by \\+0.50 USD.**", text, StringComparison.Ordinal);
        Assert.Contains("| # | Step | Effect | Expected | Per hour | After |", text, StringComparison.Ordinal);
        Assert.Contains("| Create |  |  | 1 |", text, StringComparison.Ordinal);
        Assert.Contains("| Rent | 3 min 05 s | \\+0.50 USD | 1, 2 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ThatIsEmpty_SaysSo() =>
        Assert.Contains("**Nothing to do: everything is as it should be.**", Drawing.Of([s_plan with { Steps = [], Notes = [] }], PictureFormat.Markdown), StringComparison.Ordinal);

    [Fact]
    public void Plan_AsMermaid_HasAnArrowForEachDependency()
    {
        var lines = Drawing.Of([s_plan], PictureFormat.Mermaid).Split('\n');

        Assert.Equal(["  p0 --> p1", "  p1 --> p2", "  p0 --> p2"], lines.Where(l => l.Contains("-->", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.EndsWith(":::rent", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_AsSvg_IsRefusedWithTheOthersNamed() =>
        Assert.Equal("PlanNotDrawn", Assert.Throws<EdgeException>(() => Drawing.Of([s_plan], PictureFormat.Svg)).Code);
}
