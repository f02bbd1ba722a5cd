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

    [Theory]
    [InlineData("craete f.yaml", "create")]
    [InlineData("crete f.yaml", "create")]
    [InlineData("-d craete f.yaml", "create")]
    [InlineData("configur edge", "configure")]
    [InlineData("hosts", "host")]
    [InlineData("host lsit", "host list")]
    [InlineData("host powerof 3", "host poweroff")]
    [InlineData("datastor list", "datastore")]
    [InlineData("hosts list", "host")]
    [InlineData("-t 3 craete f.yaml", "create")]
    public async Task Run_MistypedCommand_NamesTheNearestPrintsHelpAndIs255(string line, string meant)
    {
        using var bench = new CommandBench();
        Assert.Equal(255, await bench.RunAsync(line));
        Assert.Matches($@"^ERROR: There is no command '[^']+'\. Did you mean '{meant}'\?\n$", bench.Error);
        Assert.Contains("Commands:", bench.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create f.yaml --thread 3", "--thread", "--threads")]
    [InlineData("create f.yaml --threds=3", "--threds", "--threads")]
    [InlineData("create --dryrun f.yaml", "--dryrun", "--dry-run")]
    [InlineData("create --dryrun", "--dryrun", "--dry-run")]
    [InlineData("delete --bacth edge", "--bacth", "--batch")]
    [InlineData("host reboot --hrad 4", "--hrad", "--hard")]
    [InlineData("host list --no-heder", "--no-heder", "--no-header")]
    [InlineData("create f.yaml --fail-clean", "--fail-clean", "--fail-cleanup")]
    [InlineData("create f.yaml --ping-ret 3", "--ping-ret", "--ping-retries")]
    [InlineData("list --verison", "--verison", "--version")]
    public async Task Run_MistypedOption_NamesTheNearestAndDoesNothing(string line, string typed, string meant)
    {
        using var bench = new CommandBench();
        Assert.Equal((255, ""), (await bench.RunAsync(line), bench.Output));
        Assert.StartsWith($"ERROR: There is no option '{typed}'. Did you mean '{meant}'?\n", bench.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("'3'", bench.Error, StringComparison.Ordinal);
        Assert.Empty(bench.Engine.Requests);
    }

    [Fact]
    public async Task Run_UnknownOptionThatNothingIsNear_IsNamedWithoutAGuess()
    {
        using var bench = new CommandBench();
        Assert.Equal(255, await bench.RunAsync("create a --colour"));
        Assert.StartsWith("ERROR: There is no option '--colour'.\nSee: oneprovision create --help", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FileThatLooksLikeAnOption_IsAFileBehindTwoHyphens()
    {
        using var bench = new CommandBench();
        Assert.Equal(0, await bench.RunAsync("create -- --dryrun"));
        Assert.Equal("--dryrun", Assert.IsType<EdgeProvision.Engine.Requests.CreateRequest>(Assert.Single(bench.Engine.Requests)).Descriptor.FilePath);
    }

    [Fact]
    public async Task Run_AtSign_IsAFileNameAndNoResponseFile()
    {
        using var bench = new CommandBench();
        Assert.Equal(0, await bench.RunAsync("create @edge.yaml"));
        Assert.Equal("@edge.yaml", Assert.IsType<EdgeProvision.Engine.Requests.CreateRequest>(Assert.Single(bench.Engine.Requests)).Descriptor.FilePath);
    }
}
