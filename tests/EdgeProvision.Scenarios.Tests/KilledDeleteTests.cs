using EdgeProvision.Sandbox.Control;
using EdgeProvision.Scenarios.Tests.Lab;
using static EdgeProvision.Scenarios.Tests.Lab.Point;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>A removal is killed where it hurts, or begins where a creation was killed. In the end nothing is left, and nothing is paid for.</summary>
public sealed class KilledDeleteTests(EdgeLab lab) : KilledScenario(lab)
{
    private static readonly Point DeviceGoesUnknown = AnswerLost("the device goes, nobody knows", Packet("DELETE", "/devices/*"));

    private static readonly Dictionary<string, KillSeries> Removals = new KillSeries[]
    {
        new("hosts and what they stand in",
        [
            AnswerLost("the hosts are offline, nothing is refused yet", Rpc("one.host.status")),
            AnswerLost("the record says that the removal has begun", Rpc("one.document.update"), nth: 2),
            NeverDone("the device is not asked to go", Packet("DELETE", "/devices/*")),
            DeviceGoesUnknown,
            AnswerLost("the host is gone", Rpc("one.host.delete")),
            AnswerLost("the cluster is gone", Rpc("one.cluster.delete")),
        ]),
        new("networks and their addresses",
        [
            NeverDone("the front-end could not give addresses back", Packet("DELETE", "/ips/*")),
            AnswerLost("the network is going", Rpc("one.vn.delete")),
        ]),
        new("addresses that go late", [DoneLate("the front-end is giving addresses back", Packet("DELETE", "/ips/*"))]),
    }.ToDictionary(series => series.Name);

    private static readonly Dictionary<string, Point> Creations = new Point[]
    {
        DoneLate("the record comes after its writer's death", Rpc("one.document.allocate")),
        AnswerLost("the cluster is nobody's yet", Rpc("one.cluster.allocate")),
        DoneLate("the front-end is buying addresses", Packet("POST", "/projects/*/ips")),
        NeverDone("the host stands unclaimed", Rpc("one.host.update")),
        AnswerLost("the provider has accepted, its answer is lost", Packet("POST", "/projects/*/devices")),
        NeverDone("the device is bought, its id not recorded", Rpc("one.host.update", "DEPLOY_ID")),
        NeverDone("the host key is not pinned yet", Rpc("one.host.update", "EDGE_SSH_HOSTKEY")),
    }.ToDictionary(point => point.Name);

    public static TheoryData<string> RemovalNames => [.. Removals.Keys];

    public static TheoryData<string> CreationNames => [.. Creations.Keys];

    [Theory]
    [MemberData(nameof(RemovalNames))]
    public async Task Delete_KilledAgainAndAgain_IsFinishedByTheSameCommand(string series)
    {
        await CreateAsync("edge");

        await KillAsync(Removals[series], "delete", "edge");
        await Lab.Start("delete", "edge").SucceedsAsync(Stop);

        (await Control.LookAsync(Stop)).AssertEmpty();
    }

    [Theory]
    [MemberData(nameof(CreationNames))]
    public async Task Delete_AfterAKilledCreate_LeavesNothing(string point)
    {
        await KillAsync(Creations[point], "create", Tree.Descriptor("edge"));

        await Lab.Start("delete", "edge").SucceedsAsync(Stop);

        (await Control.LookAsync(Stop)).AssertEmpty();
    }

    [Fact]
    public async Task Delete_OrderArrivesAfterItsSenderIsDead_ReleasesTheDeviceThatComesLate()
    {
        var held = await KillWhileHeldAsync(DoneLate("the order is on its way", Packet("POST", "/projects/*/devices")), "create", Tree.Descriptor("edge"));

        using var delete = Lab.Start("delete", "edge", "-D");
        await delete.SaysAsync("may still be under way", Stop);
        await held.ReleaseAsync(HoldOutcome.Proceed, Stop);
        await delete.SucceedsAsync(Stop);

        (await Control.LookAsync(Stop)).AssertEmpty();
    }

    [Fact]
    public async Task Create_AfterAKilledDelete_FinishesItAndBeginsAnew()
    {
        var first = await CreateAsync("edge");
        await KillAsync(DeviceGoesUnknown, "delete", "edge");

        await Lab.Start("create", Tree.Descriptor("edge")).SucceedsAsync(Stop);

        var second = await GetAsync("edge");
        Assert.NotEqual(first.Id, second.Id);
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(second.Id, "edge-a");
    }
}
