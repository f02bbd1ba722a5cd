using System.Text;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Running;

namespace EdgeProvision.Engine.Tests.Hosts.Running;

public sealed class RunLogParserTests
{
    private readonly List<HostStepReport> _seen = [];

    private sealed record Step(string Role, string Title) : HostStep(Role, Title);

    private RunLogParser Parser(int steps = 3) => new([.. Enumerable.Range(0, steps).Select(i => new Step("role", $"title {i}"))], _seen.Add);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.Replace(' ', '\t'));

    [Fact]
    public void Feed_ByteByByte_GivesTheSameReportsAsAtOnce()
    {
        string log = $"@step 0 start\nmünd\n@step 0 ok 12 -\n@step 1 start\n@step 1 changed 3.5 {Convert.ToBase64String("dïff"u8)}\n@step 2 skipped 0 -\n";
        Parser().Feed(Bytes(log));
        List<HostStepReport> atOnce = [.. _seen];
        _seen.Clear();
        RunLogParser parser = Parser();
        foreach (byte b in Bytes(log))
            parser.Feed([b]);
        Assert.Equal(atOnce, _seen);
        Assert.Equal([HostStepOutcome.Ok, HostStepOutcome.Changed, HostStepOutcome.Skipped], atOnce.Select(step => step.Outcome));
        Assert.Equal(("title 1", "dïff", 3.5), (atOnce[1].Title, atOnce[1].Detail, atOnce[1].Duration.TotalMilliseconds));
    }

    [Fact]
    public void Feed_ClockSetBackMeanwhile_TheReportIsKept()
    {
        Parser().Feed(Bytes("@step 0 start\n@step 0 changed -3600000 -\n@step 1 start\n@step 1 ok 5 -\n"));
        Assert.Equal([(0, TimeSpan.Zero), (1, TimeSpan.FromMilliseconds(5))], _seen.Select(step => (step.Index, step.Duration)));
    }

    [Fact]
    public void Feed_FailedStepWithoutDetail_CarriesTheLastTwentyLinesOfItsOwnOutput()
    {
        Parser().Feed(Bytes("@step 0 start\nold\n@step 0 ok 1 -\n@step 1 start\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"\u001b[31mline{i}\u001b[0m\n")) + "@step 1 failed 1 -\n"));
        Assert.Equal(string.Join('\n', Enumerable.Range(11, 20).Select(i => $"line{i}")), _seen[1].Detail);
    }

    [Theory]
    [InlineData("@step 0 failed 1 -\n")]
    [InlineData("@step 2 ok 1 -\n")]
    [InlineData("@step 99 ok 1 -\n")]
    [InlineData("@step -1 ok 1 -\n")]
    [InlineData("@step 1 great 1 -\n")]
    [InlineData("@step 1 ok soon -\n")]
    [InlineData("@step 1 ok 1 no*base64\n")]
    [InlineData("@step 1 ok 99999999999999 -\n")]
    [InlineData("@step 2 start\n")]
    [InlineData("x@step 1 ok 1 -\n")]
    public void Feed_LineThatOnlyLooksLikeAReport_IsOutput(string line)
    {
        Parser().Feed(Bytes("@step 0 start\n@step 0 ok 1 -\n@step 1 start\n" + line + "@step 1 changed 1 -\n"));
        Assert.Equal([(0, HostStepOutcome.Ok), (1, HostStepOutcome.Changed)], _seen.Select(step => (step.Index, step.Outcome)));
    }

    [Fact]
    public void Feed_EndlessLine_IsCutAndDoesNoHarm()
    {
        RunLogParser parser = Parser();
        parser.Feed(Bytes("@step 0 start\n"));
        for (int i = 0; i < 300; i++)
            parser.Feed(new byte[16384]);
        parser.Feed(Bytes("\n@step 0 ok 1 -\n"));
        Assert.Single(_seen);
    }

    [Fact]
    public void Complete_FailedWithoutAFailedStep_BlamesTheStepUnderWayWithReasonAndOutput()
    {
        RunLogParser parser = Parser();
        parser.Feed(Bytes("@step 0 start\n@step 0 ok 1 -\n@step 1 start\nworking"));
        parser.Complete(failed: true, "why");
        Assert.Equal((1, HostStepOutcome.Failed, "why\nworking"), (_seen[1].Index, _seen[1].Outcome, _seen[1].Detail));
    }
}
