using EdgeProvision.Model;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.Sandbox.Tests.Sessions;

public sealed class SandboxArgumentsTests
{
    [Fact]
    public void Parse_AllOptions_AreKept()
    {
        var parsed = SandboxArguments.Parse(["run", "--id", "x", "--state-dir", "/s", "--release", "7.4", "--parent-pid", "12"]);
        Assert.Equal(new SandboxArguments("run", new SandboxRunOptions { Id = "x", StateDirectory = "/s", Release = "7.4", ParentPid = 12 }), parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dance")]
    [InlineData("run --id")]
    [InlineData("run --colour red")]
    [InlineData("run --parent-pid x")]
    public void Parse_Wrong_IsRefusedWithTheUsage(string line)
    {
        var error = Assert.Throws<EdgeException>(() => SandboxArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Contains("start|stop|status|list|run", error.RecommendedAction, StringComparison.Ordinal);
    }
}
