using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Records;

public sealed class RecordCodecTests
{
    private static ProvisionRecord Full() => new()
    {
        DocumentId = 9,
        ProvisionId = World.ProvisionId,
        ProvisionName = "edge \"quoted\" ü",
        ClusterName = "c",
        IsDeleting = true,
        DescriptorText = "name: edge\n# \"quotes\" \\ and\ttabs ✓\n",
        Drivers = [new RecordedDriver("packet", "https://api.example/", "pr", null), new RecordedDriver("ec2", "https://ec2.example/", null, "eu-west-1") { RegisteredName = "frankfurt" }],
        Requests = ["id/net/my net/0", "id/net/other/1"],
        PeersHash = "abc",
        Operations = [World.Entry("1", OperationOutcome.Failed) with { Steps = [new OperationStep("s", "text", StepOutcome.Failed, TimeSpan.Zero, TimeSpan.FromSeconds(3), "why")] }],
    };

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSame()
    {
        var before = Full();

        var after = ProvisionRecordCodec.Read(9, ProvisionRecordCodec.Write(before));

        Assert.Equal(before.ToString(), after.ToString());
        Assert.Equal(
            (before.ProvisionId, before.ProvisionName, before.ClusterName, before.IsDeleting, before.DescriptorText, before.PeersHash),
            (after.ProvisionId, after.ProvisionName, after.ClusterName, after.IsDeleting, after.DescriptorText, after.PeersHash));
        Assert.Equal(before.Drivers, after.Drivers);
        Assert.Equal(before.Requests, after.Requests);
        var operation = Assert.Single(after.Operations);
        Assert.Equal(before.Operations[0].Steps, operation.Steps);
        Assert.Equal(before.Operations[0] with { Steps = [] }, operation with { Steps = [] });
        Assert.Null(after.Secrets);
    }

    [Fact]
    public void Write_OfARecordWithSecrets_LeavesThemOut()
    {
        var text = TemplateWriter.Write(ProvisionRecordCodec.Write(Full() with { Secrets = new Dictionary<string, string> { ["packet/packet_token"] = "TOPSECRET" } }));

        Assert.DoesNotContain("TOPSECRET", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PROVISION_BODY", text, StringComparison.Ordinal);
        Assert.DoesNotContain("TOPSECRET", (Full() with { Secrets = new Dictionary<string, string> { ["a"] = "TOPSECRET" } }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfStoredSecrets_GivesThem()
    {
        var body = ProvisionRecordCodec.WriteSecrets(new Dictionary<string, string> { ["packet/packet_token"] = "T\"\\\n" });

        Assert.Equal("T\"\\\n", ProvisionRecordCodec.Read(1, ProvisionRecordCodec.Write(Full()).Add("PROVISION_BODY", body)).Secrets!["packet/packet_token"]);
    }

    [Theory]
    [InlineData("canary")]
    [InlineData("")]
    [InlineData("not base64 !")]
    [InlineData("bm90IGpzb24=")]
    [InlineData("W10=")]
    [InlineData("bnVsbA==")]
    public void Read_OfABodyThatIsNoSetOfSecrets_HasNone(string body) =>
        Assert.Null(ProvisionRecordCodec.Read(1, ProvisionRecordCodec.Write(Full()).Add("PROVISION_BODY", body)).Secrets);

    [Theory]
    [InlineData("EDGE_FORMAT", "2")]
    [InlineData("EDGE_FORMAT", "")]
    [InlineData("PROVISION_ID", "")]
    [InlineData("PROVISION_NAME", "")]
    [InlineData("DESCRIPTOR_BASE64", "%%%")]
    public void Read_OfADamagedRecord_IsAClearError(string attribute, string value)
    {
        var error = Assert.Throws<EdgeException>(() => ProvisionRecordCodec.Read(9, ProvisionRecordCodec.Write(Full()).With(attribute, value)));

        Assert.Equal("RecordUnreadable", error.Code);
        Assert.Contains("document 9", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%%%")]
    [InlineData("bm90IGpzb24=")]
    [InlineData("W251bGxd")]
    [InlineData("e30=")]
    public void Read_OfADamagedLog_IsAnEmptyLog(string log)
    {
        // Nothing rests on the log.
        Assert.Empty(ProvisionRecordCodec.Read(9, ProvisionRecordCodec.Write(Full()).With("OPERATIONS_BASE64", log)).Operations);
    }

    [Fact]
    public void Read_OfAnEntryWithoutSteps_HasNone()
    {
        const string json = """[{"Id":"1","Verb":"v","Provision":"p","User":"u","Machine":"m","StartedAt":"2026-01-01T00:00:00+00:00","Outcome":"Failed","Steps":null}]""";

        Assert.Empty(Assert.Single(OperationLogCodec.Read(json)).Steps);
    }

    [Fact]
    public void Read_OfWhatAStepDependsOn_IsWhatWasWritten()
    {
        var entry = World.Entry("1", OperationOutcome.Succeeded) with
        {
            Steps =
            [
                new OperationStep("a", "first", StepOutcome.Done, TimeSpan.Zero, TimeSpan.FromSeconds(1), null) { DependsOn = [] },
                new OperationStep("b", "second", StepOutcome.Done, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), null) { DependsOn = ["a"] },
            ],
        };

        var steps = Assert.Single(OperationLogCodec.Read(OperationLogCodec.Write([entry]))).Steps;

        Assert.Empty(steps[0].DependsOn!);
        Assert.Equal(["a"], steps[1].DependsOn!);
    }

    [Theory]
    [InlineData("""{"Id":"s","Text":"t","Outcome":"Done","Start":"00:00:01","Duration":"00:00:02"}""", null)]
    [InlineData("""{"Id":"s","Text":"t","Outcome":"Done","Start":"00:00:01","Duration":"00:00:02","DependsOn":["a",null]}""", "a")]
    public void Read_OfAStepOfAnEarlierVersionOrADamagedOne_SaysWhatIsKnown(string step, string? dependsOn)
    {
        var json = $$"""[{"Id":"1","Verb":"v","Provision":"p","User":"u","Machine":"m","StartedAt":"2026-01-01T00:00:00+00:00","Outcome":"Failed","Steps":[{{step}},{"Id":null}]}]""";

        var read = Assert.Single(Assert.Single(OperationLogCodec.Read(json)).Steps);

        Assert.Equal(TimeSpan.FromSeconds(2), read.Duration);
        Assert.Equal(dependsOn is null ? null : [dependsOn], read.DependsOn);
    }

    [Fact]
    public void Write_WhereDependenciesAreTooMuch_KeepsTheNewestStepsWithoutThem()
    {
        var ids = Enumerable.Range(0, 200).Select(i => new string('d', 40) + i).ToList();
        var steps = Enumerable.Range(0, 100).Select(i => new OperationStep("s" + i, "text", StepOutcome.Done, TimeSpan.Zero, TimeSpan.Zero, null) { DependsOn = ids }).ToList();

        var read = OperationLogCodec.Read(OperationLogCodec.Write([World.Entry("old", OperationOutcome.Succeeded) with { Steps = steps }, World.Entry("new", OperationOutcome.Succeeded) with { Steps = steps }]));

        Assert.Empty(read[0].Steps);
        Assert.Equal(100, read[1].Steps.Count);
        Assert.All(read[1].Steps, s => Assert.Null(s.DependsOn));
    }

    [Fact]
    public void Write_OfManyOperations_KeepsTheLastTen()
    {
        var text = OperationLogCodec.Write([.. Enumerable.Range(0, 25).Select(i => World.Entry(i.ToString(System.Globalization.CultureInfo.InvariantCulture), OperationOutcome.Succeeded))]);

        Assert.Equal(Enumerable.Range(15, 10).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), OperationLogCodec.Read(text).Select(o => o.Id));
    }

    [Fact]
    public void Write_OfManyOperations_KeepsTheNewestOfEachVerbBesides()
    {
        Operation Of(int id, string verb) => World.Entry(id.ToString(System.Globalization.CultureInfo.InvariantCulture), OperationOutcome.Succeeded) with { Verb = verb };
        IReadOnlyList<Operation> operations = [Of(0, "create"), Of(1, "create"), Of(2, "configure"), .. Enumerable.Range(3, 12).Select(i => Of(i, "restart"))];

        var read = OperationLogCodec.Read(OperationLogCodec.Write(operations));

        Assert.Equal([1, 2, .. Enumerable.Range(5, 10)], read.Select(o => int.Parse(o.Id, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Write_OfHugeTimelines_StaysWithinItsSizeAndKeepsTheNewest()
    {
        var steps = Enumerable.Range(0, 500).Select(i => new OperationStep("s" + i, new string('t', 100), StepOutcome.Failed, TimeSpan.Zero, TimeSpan.Zero, new string('e', 5000))).ToList();

        var text = OperationLogCodec.Write([.. Enumerable.Range(0, 10).Select(i => World.Entry("o" + i, OperationOutcome.Failed) with { Steps = steps })]);

        Assert.True(text.Length <= 256 * 1024);
        var read = OperationLogCodec.Read(text);
        Assert.Equal(10, read.Count);
        Assert.Empty(read[0].Steps);
    }

    [Fact]
    public void Write_OfOneEnormousTimeline_StaysWithinItsSize()
    {
        var steps = Enumerable.Range(0, 5000).Select(i => new OperationStep("s" + i, new string('t', 300), StepOutcome.Done, TimeSpan.Zero, TimeSpan.Zero, null)).ToList();

        Assert.True(OperationLogCodec.Write([World.Entry("o", OperationOutcome.Succeeded) with { Steps = steps }]).Length <= 256 * 1024);
    }
}
