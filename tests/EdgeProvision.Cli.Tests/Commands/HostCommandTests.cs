using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tests.Commands;

public sealed class HostCommandTests
{
    [Theory]
    [InlineData("host poweroff 4", PowerChange.Stop)]
    [InlineData("host resume 4", PowerChange.Start)]
    [InlineData("host reboot 4", PowerChange.Restart)]
    [InlineData("host reboot --hard 4", PowerChange.Reset)]
    [InlineData("-d host -H reboot node4", PowerChange.Reset)]
    [InlineData("host reboot 147.75.0.4", PowerChange.Restart)]
    public async Task Power_OfAHost_IsAskedOfItsProvision(string line, PowerChange change)
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync(line));
        var request = Assert.IsType<PowerRequest>(Assert.Single(bench.Engine.Requests));
        Assert.Equal(("a-id", change), (request.Provision, request.Change));
        Assert.Equal([4], request.HostIds);
    }

    [Theory]
    [InlineData("host poweroff 4", null, false)]
    [InlineData("host reboot 4 --wait", null, true)]
    [InlineData("host resume --wait-timeout 90 4", 90, true)]
    public async Task Power_WithWait_AsksForOpenNebulaToFollow(string line, int? seconds, bool waits)
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync(line));
        var wait = Assert.IsType<PowerRequest>(Assert.Single(bench.Engine.Requests)).Wait;
        Assert.Equal(waits, wait is not null);
        Assert.Equal(seconds, wait?.Timeout?.TotalSeconds);
    }

    [Fact]
    public async Task Power_WithWaitTimeoutOfNothing_IsABadArgument()
    {
        using var bench = Bench();
        Assert.Equal(255, await bench.RunAsync("host reboot --wait-timeout 0 4"));
        Assert.Empty(bench.Engine.Requests);
    }

    [Fact]
    public async Task Poweroff_HostsOfTwoProvisions_IsOneRequestEach()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("host poweroff -d 4..6"));
        Assert.Equal(["a-id", "b-id"], bench.Engine.Requests.Cast<PowerRequest>().Select(r => r.Provision));
        Assert.Equal("HOST 4: disabled\nHOST 5: disabled\nHOST 6: disabled\n", bench.Output);
    }

    [Fact]
    public async Task Poweroff_SomeMissing_DoesTheRestAndIs255()
    {
        using var bench = Bench();
        Assert.Equal(255, await bench.RunAsync("host poweroff -d 4,77,nobody"));
        Assert.Equal("HOST 4: disabled\n", bench.Output);
        Assert.Contains("ERROR: No provision has a host 77.", bench.Error, StringComparison.Ordinal);
        Assert.Contains("ERROR: No provision has a host 'nobody'.", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_OneFails_NamesTheOthersAndIs255()
    {
        var failure = new StepFailure("host/node4/release", "node4", 4, new EdgeException("X", ErrorKind.Refused, "no"));
        using var bench = Bench((_, _, questions, token) => Task.FromResult(ScriptedEngine.Result(OperationOutcome.Failed, null, failure)));
        Assert.Equal(255, await bench.RunAsync("host delete -d 4,5"));
        Assert.Equal([4, 5], Assert.IsType<DeleteHostsRequest>(Assert.Single(bench.Engine.Requests)).HostIds);
        Assert.Equal("HOST 5: deleted\n", bench.Output);
        Assert.Contains("ERROR: HOST 4", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configure_ConfiguredHostWithoutForce_KeepsTheOriginalsWordsAndDoesTheRest()
    {
        using var bench = Bench();
        Assert.Equal(255, await bench.RunAsync("host configure 4,6"));
        Assert.Contains("ERROR: Hosts are already configured\n", bench.Error, StringComparison.Ordinal);
        Assert.Equal([6], Assert.IsType<ConfigureRequest>(Assert.Single(bench.Engine.Requests)).HostIds);
    }

    [Fact]
    public async Task Configure_Force_ReappliesAll()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("host configure -F 4"));
        Assert.True(Assert.IsType<ConfigureRequest>(Assert.Single(bench.Engine.Requests)).Reapply);
    }

    [Theory]
    [InlineData("configure a", 255)]
    [InlineData("configure b", 0)]
    [InlineData("configure a --force", 0)]
    public async Task Configure_Provision_RefusesOnlyWhatIsConfiguredThroughout(string line, int code)
    {
        using var bench = Bench();
        Assert.Equal(code, await bench.RunAsync(line));
        Assert.Equal(code == 0 ? 1 : 0, bench.Engine.Requests.Count);
        Assert.Equal(code != 0, bench.Error.Contains("Hosts are already configured", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("host ssh 4 7", 7)]
    [InlineData("host ssh node4 0", 0)]
    [InlineData("host ssh 4 -- 3", 3)]
    public async Task Ssh_Command_EndsWithItsExitCode(string line, int code)
    {
        using var bench = Bench();
        Assert.Equal(code, await bench.RunAsync(line));
        Assert.Equal(1, bench.Engine.SessionsClosed);
    }

    [Theory]
    [InlineData("host ssh 4", true, 0)]
    [InlineData("host ssh 4", false, 255)]
    [InlineData("host ssh 4 true", true, 255)]
    public async Task Ssh_ThatCouldNotConnect_IsTriedAgainOnlyWhenThisMachineWasLetInAndNoCommandMayHaveBegun(string line, bool letIn, int code)
    {
        var closed = Path.GetTempFileName();
        using var bench = new CommandBench
        {
            Engine = new ScriptedEngine
            {
                Provisions = [ScriptedEngine.Provision("a", ScriptedEngine.Host(4, "a"))], SessionScript = $"rm '{closed}' 2>&- && exit 255; exit 0",
                AdmitCaller = tell =>
                {
                    if (letIn)
                        tell("let in");
                    return letIn;
                },
            },
        };

        Assert.Equal(code, await bench.RunAsync(line));

        Assert.Equal(letIn && code != 0, bench.Error.Contains("Run the command again", StringComparison.Ordinal));
        Assert.Equal(letIn, bench.Error.Contains("WARNING: let in", StringComparison.Ordinal));
        Assert.Equal(1, bench.Engine.SessionsClosed);
    }

    [Fact]
    public async Task Ssh_UnknownHost_Is255()
    {
        using var bench = Bench();
        Assert.Equal(255, await bench.RunAsync("host ssh 99 true"));
        Assert.Contains("No provision has a host '99'.", bench.Error, StringComparison.Ordinal);
    }

    private static CommandBench Bench(Func<OperationRequest, EdgeProvision.Engine.Operations.IOperationObserver, EdgeProvision.Engine.Operations.IQuestions, CancellationToken, Task<OperationResult>>? run = null)
    {
        IReadOnlyList<Provision> provisions =
        [
            ScriptedEngine.Provision("a", ScriptedEngine.Host(4, "a"), ScriptedEngine.Host(5, "a")),
            ScriptedEngine.Provision("b", ScriptedEngine.Host(6, "b", "pending")),
        ];
        return new CommandBench { Engine = run is null ? new ScriptedEngine { Provisions = provisions } : new ScriptedEngine { Provisions = provisions, Run = run } };
    }
}
