using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Running;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Hosts.Running;

public sealed class RunProtocolTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private sealed record Step(string Role, string Title) : HostStep(Role, Title);

    [Fact]
    public async Task RunAsync_UnitRunsWithoutARecord_AsksAgainAtAGentlePace()
    {
        const string unknown = "busy - - 0";
        ScriptedShell shell = new(_time)
        {
            Starts = new([unknown, unknown, unknown, "attach abc - -"]),
            Follows = new([.. Enumerable.Repeat(("", "0 gone - -"), 3), ("@step 0 start\n@step 0 changed 1 -\n", "0 succeeded 0 p1")]),
        };
        ProgramReport report = await Run(shell);
        Assert.Equal((HostStepOutcome.Changed, "p1"), (report.Outcome, report.PeersHash));
        Assert.All(shell.StartedAt.Zip(shell.StartedAt.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(3), $"asked at {string.Join(", ", shell.StartedAt)}"));
    }

    [Fact]
    public async Task RunAsync_UnitRunsWithoutARecordForEver_IsAnErrorAfterThePrograms()
    {
        ScriptedShell shell = new(_time)
        {
            Starts = new(Enumerable.Repeat("busy - - 0", 5000)),
            Follows = new(Enumerable.Repeat(("", "0 gone - -"), 5000)),
        };
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => Run(shell));
        Assert.Equal(("HostBusy", true), (error.Code, error.IsTransient));
        Assert.Contains("no record", error.Message);
        Assert.True(shell.StartedAt[^1] > TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task RunAsync_NoSpaceLeftOnTheHost_TheStepUnderWaySaysSo()
    {
        ScriptedShell shell = new(_time)
        {
            Starts = new(["attach abc - -"]),
            Follows = new([("@step 0 start\nworking\n", "0 full 1 -")]),
        };
        ProgramReport report = await Run(shell);
        Assert.Equal(HostStepOutcome.Failed, report.Outcome);
        Assert.StartsWith("There is no space left", report.Steps[0].Detail);
        Assert.EndsWith("working", report.Steps[0].Detail);
    }

    private async Task<ProgramReport> Run(ScriptedShell shell)
    {
        HostProgram program = new(HostProgramKind.Configuration, "f", "", false, false, [new Step("role", "title")], "true\n");
        Task<ProgramReport> running = new RunProtocol(shell, "host", new RunSettings(), _time).RunAsync(program, _ => { }, Token);
        for (int i = 0; i < 5000 && !running.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        return await _time.RunAsync(running).WaitAsync(TimeSpan.FromSeconds(60), Token);
    }
}
