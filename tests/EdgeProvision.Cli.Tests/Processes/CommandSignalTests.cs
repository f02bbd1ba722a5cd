using System.Diagnostics;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Cli.Tests.Processes;

/// <summary>The command is stopped while it waits: for a machine, for the provider's answer.</summary>
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

    [Fact]
    public async Task Create_SignalledWhileAPurchaseIsUnanswered_SaysAtOnceForWhatItWaitsAndHowLong()
    {
        var (running, hold) = await BeginWithAHeldPurchaseAsync();
        await using var ending = running;

        await running.SignalAsync("INT");
        await running.SaysAsync("The provider has not answered the order of a machine for edge-node1 yet. Its answer is awaited for at most 6 s");
        // Answered only after that was said.
        _lab.Board.Release(hold);
        var result = await running.EndAsync();

        Assert.True(result.ExitCode == 255, result.ToString());
        Assert.Contains("A second Ctrl+C ends at once", result.Error, StringComparison.Ordinal);
        Assert.Contains("Stopped. What stands is kept", result.Error, StringComparison.Ordinal);
        await AssertContinuedAsync();
    }

    [Fact]
    public async Task Create_SignalledTwiceWhileAPurchaseIsUnanswered_EndsAtOnceSaysWhatIsLeftAndTheNextRunFindsIt()
    {
        var (running, hold) = await BeginWithAHeldPurchaseAsync();
        await using var ending = running;

        await running.SignalAsync("INT");
        await running.SaysAsync("Stopping.");
        var clock = Stopwatch.StartNew();
        await running.SignalAsync("INT");
        var result = await running.EndAsync();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Ended at once. Left under way: the order of a machine for edge-node1.", result.Error, StringComparison.Ordinal);
        _lab.Board.Release(hold);
        await AssertContinuedAsync();
    }

    private async Task<(RunningCommand Running, string Hold)> BeginWithAHeldPurchaseAsync()
    {
        var hold = _lab.Board.Arm(new HoldOrder { Match = new CallMatch { Method = "POST", Path = "/projects/*/devices" }, When = CallMoment.After });
        var running = _lab.Begin("create", _lab.WriteDescriptor());
        Assert.True(await _lab.Board.WaitUntilHeldAsync(hold, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        return (running, hold);
    }

    /// <summary>The same command goes on with the machine that was bought.</summary>
    private async Task AssertContinuedAsync()
    {
        var again = await _lab.RunAsync("create", Path.Combine(_lab.Home, "edge.yaml"), "--ping-timeout", "1", "--ping-retries", "1");
        Assert.Contains("ERROR: HOST ", again.Error, StringComparison.Ordinal);
        Assert.Single(_lab.Packet.Ledger.Entries);
        Assert.Equal(0, (await _lab.RunAsync("delete", "edge")).ExitCode);
        _lab.AssertNothingLeft();
    }
}
