using EdgeProvision.Engine.Plans;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Plans;

public sealed class PlanDocumentTests
{
    private static readonly Plan Sample = new(
        "create", "edge", null,
        [new PlanStep("host/a/rent", "RentDevice", "a", "Rent a machine", PlanEffect.Rent, ["cluster"]) { HostKey = "a", ExpectedDuration = TimeSpan.FromMinutes(4), HourlyCost = 0.07m, Currency = "USD" }],
        ["a note"])
    {
        Basis = "abc",
        Request = new PlanRequest { Verb = "create", Provision = "edge", Descriptor = "name: edge\n", DescriptorPath = "/nowhere/edge.yaml" },
    };

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSamePlan()
    {
        var read = PlanDocument.Read(PlanDocument.Write(Sample), "plan.json");

        Assert.Equal(PlanDocument.Write(Sample), PlanDocument.Write(read));
        Assert.Equal(Sample.Request, read.Request);
        Assert.Equal(Sample.HourlyCost, read.HourlyCost);
        Assert.Equal(Sample.Steps[0].ExpectedDuration, read.Steps[0].ExpectedDuration);
    }

    [Theory]
    [InlineData("", "damaged")]
    [InlineData("[]", "not a plan")]
    [InlineData("{}", "not a plan")]
    [InlineData("""{"EdgePlanFormat": 2, "Plan": {}}""", "format 2")]
    [InlineData("""{"EdgePlanFormat": "x", "Plan": {}}""", "not a plan")]
    [InlineData("""{"EdgePlanFormat": 1, "Plan": {"Verb": "create"}}""", "damaged")]
    [InlineData("""{"EdgePlanFormat": 1, "Plan": null}""", "damaged")]
    [InlineData("""{"EdgePlanFormat": 1, "Plan": {"Verb": null, "Provision": "x", "Steps": [], "Notes": []}}""", "damaged")]
    public void Read_OfSomethingElse_SaysWhatIsWrongWithTheFile(string text, string says)
    {
        var error = Assert.Throws<EdgeException>(() => PlanDocument.Read(text, "plan.json"));

        Assert.Equal("PlanUnreadable", error.Code);
        Assert.Contains("plan.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: lab\nhosts: []\n")]
    [InlineData("extends: base.yaml\nnetworks: []\n")]
    [InlineData("{\"name\": \"lab\", \"hosts\": []}")]
    public void Read_OfADescriptor_SaysThatItIsOneAndWhatToDoWithIt(string text)
    {
        var error = Assert.Throws<EdgeException>(() => PlanDocument.Read(text, "lab.yaml"));

        Assert.Equal("lab.yaml is a descriptor, and no plan.", error.Message);
        Assert.Contains("Get-EdgeProvisionPlan 'lab.yaml' -OutFile plan.json", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"EdgePlanFormat\": 1,\n \"Plan\": oops}", "plan.json is damaged at line 2, character 10")]
    [InlineData("just some words", "plan.json is not a plan, or it is damaged: a plan is JSON")]
    public void Read_OfWhatIsNoJson_UsesPlainWords(string text, string says)
    {
        var error = Assert.Throws<EdgeException>(() => PlanDocument.Read(text, "plan.json"));

        Assert.Equal($"The plan cannot be used: {says}.", error.Message);
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("99")]
    public void ToRequest_OfAnUnknownVerb_IsRefused(string verb)
    {
        var error = Assert.Throws<EdgeException>(() => PlanRequests.ToRequest(Sample with { Request = Sample.Request! with { Verb = verb } }));

        Assert.Equal("PlanUnreadable", error.Code);
    }

    [Fact]
    public void ToRequest_WithSecretsThatAreNotAtHand_NamesTheFileThatIsNeeded()
    {
        var error = Assert.Throws<EdgeException>(() => PlanRequests.ToRequest(Sample with { Request = Sample.Request! with { NeedsDescriptorFile = true } }));

        Assert.Equal("PlanNeedsDescriptor", error.Code);
        Assert.Contains("/nowhere/edge.yaml", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToRequest_OfAPlan_AsksForThatPlan()
    {
        var request = Assert.IsType<CreateRequest>(PlanRequests.ToRequest(Sample));

        Assert.Same(Sample, request.Saved);
    }
}
