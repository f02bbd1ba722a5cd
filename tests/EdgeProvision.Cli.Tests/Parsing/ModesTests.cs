using EdgeProvision.Cli.Parsing;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tests.Parsing;

public sealed class ModesTests
{
    [Fact]
    public void ApplyTo_Nothing_QuitsWithoutRetry()
    {
        var request = new Modes().ApplyTo(new DeleteRequest("x"));
        Assert.Equal((FailureMode.Quit, 0), (request.OnFailure, request.RetryCount));
        Assert.Equal(FailureAnswer.Quit, new Modes().MenuDefault);
    }

    [Fact]
    public void ApplyTo_RetryAndCleanup_RetriesFirstThenCleansUp()
    {
        var modes = new Modes { Retries = 2, Cleanup = true, Skip = true };
        var request = modes.ApplyTo(new CreateRequest("f"));
        Assert.Equal((FailureMode.Cleanup, 2), (request.OnFailure, request.RetryCount));
        Assert.Equal(FailureAnswer.Cleanup, modes.MenuDefault);
    }

    [Fact]
    public void MenuDefault_RetryAndSkip_IsRetry() =>
        Assert.Equal((FailureAnswer.Retry, FailureMode.Skip), (new Modes { Retries = 0, Skip = true }.MenuDefault, new Modes { Retries = 0, Skip = true }.OnFailure));
}
