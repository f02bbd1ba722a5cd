using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;
using static EdgeProvision.Scenarios.Tests.Lab.Point;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>The command is killed where it hurts. Whoever runs it again gets what was asked for: nothing twice, nothing lost.</summary>
public sealed class KilledCreateTests(EdgeLab lab) : Scenario(lab)
{
    private static readonly Dictionary<string, Point> Points = new Point[]
    {
        AnswerLost("the lock stands, nothing else", Rpc("one.template.allocate")),
        DoneLate("the record comes after its writer's death", Rpc("one.document.allocate")),
        AnswerLost("the record stands, its id is unknown", Rpc("one.document.allocate")),
        NeverDone("the cluster is nobody's yet", Rpc("one.cluster.update")),
        AnswerLost("the datastore stands, its id is unknown", Rpc("one.datastore.allocate")),
        DoneLate("the front-end is buying addresses", Packet("POST", "/projects/*/ips")),
        AnswerLost("the addresses are bought, the front-end does not know", Packet("POST", "/projects/*/ips")),
        NeverDone("the host stands unclaimed", Rpc("one.host.update")),
        AnswerLost("the host is claimed, nothing is bought", Rpc("one.host.update")),
        AnswerLost("the provider has accepted, its answer is lost", Packet("POST", "/projects/*/devices")),
        NeverDone("the device is bought, its id not recorded", Rpc("one.host.update", "DEPLOY_ID")),
        AnswerLost("the host has just been renamed", Rpc("one.host.rename")),
        NeverDone("the host key is not pinned yet", Rpc("one.host.update", "EDGE_SSH_HOSTKEY")),
        AnswerLost("configured, not enabled", Rpc("one.host.update", "EDGE_FINGERPRINT")),
        NeverDone("all is done but the lock", Rpc("one.template.delete")),
    }.ToDictionary(point => point.Name);

    public static TheoryData<string> PointNames => [.. Points.Keys];

    [Theory]
    [MemberData(nameof(PointNames))]
    public async Task Create_Killed_IsFinishedByTheSameCommand(string point)
    {
        await KillAsync(Points[point]);

        await Lab.Start("create", Tree.Descriptor("edge")).SucceedsAsync(Stop);

        await AssertFinishedAsync();
    }

    [Fact]
    public async Task Create_KilledBeforeItsOrderArrives_AdoptsTheDeviceThatComesLate()
    {
        var held = await Control.HoldAsync(DoneLate("", Packet("POST", "/projects/*/devices")).Order, Stop);
        using (var tool = Lab.Start("create", Tree.Descriptor("edge")))
        {
            await held.ReachedAsync(Stop);
            await tool.KillAsync(Stop);
        }

        using var second = Lab.Start("create", Tree.Descriptor("edge"), "-D");
        await second.SaysAsync("may still be under way", Stop);
        await held.ReleaseAsync(Sandbox.Control.HoldOutcome.Proceed, Stop);
        await second.SucceedsAsync(Stop);

        await AssertFinishedAsync();
    }

    private async Task KillAsync(Point point)
    {
        var held = await Control.HoldAsync(point.Order, Stop);
        using var tool = Lab.Start("create", Tree.Descriptor("edge"));
        await held.ReachedAsync(Stop);
        await tool.KillAsync(Stop);
        await held.ReleaseAsync(point.Fate, Stop);
    }

    private async Task AssertFinishedAsync()
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
