namespace EdgeProvision.Cli.Tests.Processes;

/// <summary>The command is stopped while it waits for a machine.</summary>
public sealed class CommandSignalTests : IAsyncDisposable
{
    private readonly CommandLab _lab = new();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Create_Signalled_StopsSoonAndSaysHowToContinue(string signal)
    {
        var file = _lab.WriteDescriptor();
        var result = await _lab.RunUntilAsync("INFO  : Checking working SSH connection", signal, "create", file, "-d");
        Assert.True(result.ExitCode == 255, result.ToString());
        Assert.Equal("", result.Output);
        Assert.Contains($"oneprovision create {file}", result.Error, StringComparison.Ordinal);
        Assert.Contains("create  stopped after", (await _lab.RunAsync("log", "edge")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _lab.RunAsync("delete", "edge")).ExitCode);
        _lab.AssertNothingLeft();
    }
}
