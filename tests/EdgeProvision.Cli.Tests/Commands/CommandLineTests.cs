namespace EdgeProvision.Cli.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("host")]
    [InlineData("frobnicate x")]
    [InlineData("host frobnicate")]
    public async Task Run_NoSuchCommand_PrintsHelpAndIs255(string line)
    {
        using var bench = new CommandBench();
        Assert.Equal(255, await bench.RunAsync(line));
        Assert.Contains("Commands:", bench.Output, StringComparison.Ordinal);
        Assert.Equal(line.Contains("frob", StringComparison.Ordinal), bench.Error.StartsWith("ERROR: There is no command '", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("-V")]
    [InlineData("create -V")]
    [InlineData("host list --version")]
    public async Task Run_Version_PrintsIt(string line)
    {
        using var bench = new CommandBench();
        Assert.Equal(0, await bench.RunAsync(line));
        Assert.Matches(@"^oneprovision \d+\.\d+\.\d+ \(EdgeProvision\)\n$", bench.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("create -h")]
    [InlineData("host list --help")]
    [InlineData("-h delete")]
    public async Task Run_Help_IsSuccess(string line)
    {
        using var bench = new CommandBench();
        Assert.Equal(0, await bench.RunAsync(line));
        Assert.Contains("Usage:", bench.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create", "file")]
    [InlineData("create a b", "b")]
    [InlineData("create a --colour", "--colour")]
    [InlineData("create a --threads none", "--threads")]
    [InlineData("create a --cleanup-timeout", "--cleanup-timeout")]
    [InlineData("host list --size NAME", "NAME")]
    public async Task Run_WrongArguments_Is255WithWhatIsWrong(string line, string named)
    {
        using var bench = new CommandBench();
        Assert.Equal(255, await bench.RunAsync(line));
        Assert.StartsWith("ERROR: ", bench.Error, StringComparison.Ordinal);
        Assert.Contains(named, bench.Error, StringComparison.Ordinal);
        Assert.Empty(bench.Engine.Requests);
    }

    [Fact]
    public async Task Run_AtSign_IsAFileNameAndNoResponseFile()
    {
        using var bench = new CommandBench();
        Assert.Equal(0, await bench.RunAsync("create @edge.yaml"));
        Assert.Equal("@edge.yaml", Assert.IsType<EdgeProvision.Engine.Requests.CreateRequest>(Assert.Single(bench.Engine.Requests)).Descriptor.FilePath);
    }
}
