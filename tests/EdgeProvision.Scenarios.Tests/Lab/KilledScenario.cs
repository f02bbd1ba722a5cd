using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>The command is killed where it hurts. Whoever runs it again gets what was asked for: nothing twice, nothing lost.</summary>
public abstract class KilledScenario(EdgeLab lab) : Scenario(lab)
{
    /// <summary>Starts the command and kills it while the call stands still.</summary>
    protected async Task KillAsync(Point point, params string[] command)
    {
        var held = await KillWhileHeldAsync(point, command);
        await held.ReleaseAsync(point.Fate, Stop);
    }

    /// <summary>The same for each point of a series: what a killed run has left, the next one takes over.</summary>
    protected async Task KillAsync(KillSeries series, params string[] command)
    {
        foreach (var point in series.Points)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"killed while {point}");
            await KillAsync(point, command);
        }
    }

    /// <summary>The same, with the call still standing there.</summary>
    protected async Task<HeldCall> KillWhileHeldAsync(Point point, params string[] command)
    {
        var held = await Control.HoldAsync(point.Order, Stop);
        using var tool = Lab.Start(command);
        await held.ReachedAsync(tool, Stop);
        await tool.KillAsync(Stop);
        return held;
    }

    /// <summary>The provision <c>edge</c> is whole and there is nothing besides; then it goes.</summary>
    protected async Task AssertFinishedAsync()
    {
        var provision = await GetAsync("edge");
        Assert.Equal(ProvisionState.Ready, provision.State);
        var world = await Control.LookAsync(Stop);
        world.AssertOneDeviceEach(provision.Id, "edge-a");
        Assert.Single(world.Reservations);
        Assert.Equal(["cluster", "datastore", "document", "host", "network"], world.OwnObjects.Select(o => o.Split(' ')[0]).Where(kind => kind != "template").Order());
        Assert.Equal(OperationOutcome.Unchanged, (await RunAsync(new CreateRequest(Tree.Descriptor("edge")))).Operation.Outcome);
        await DeleteAsync("edge");
    }
}
