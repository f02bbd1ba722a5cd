using EdgeProvision.Sandbox.Control;
using EdgeProvision.Scenarios.Tests.Lab;
using static EdgeProvision.Scenarios.Tests.Lab.Point;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>A creation is killed again and again, while it makes what costs nothing and while it buys: nothing stands twice, nothing that was bought is lost.</summary>
public sealed class KilledCreateTests(EdgeLab lab) : KilledScenario(lab)
{
    // Hosts, networks and datastores go at their own pace: a series follows one of them, for the others may have gone on when it is killed.
    private static readonly Dictionary<string, KillSeries> AllSeries = new KillSeries[]
    {
        new("nobody knows what was done",
        [
            AnswerLost("the lock stands, nothing else", Rpc("one.template.allocate")),
            AnswerLost("the record stands, its id is unknown", Rpc("one.document.allocate")),
            AnswerLost("the host is claimed, nothing is bought", Rpc("one.host.update")),
            AnswerLost("the provider has accepted, its answer is lost", Packet("POST", "/projects/*/devices")),
            AnswerLost("the host has just been renamed", Rpc("one.host.rename")),
            AnswerLost("configured, not enabled", Rpc("one.host.update", "EDGE_FINGERPRINT")),
        ]),
        new("it is never done",
        [
            NeverDone("the cluster is nobody's yet", Rpc("one.cluster.update")),
            NeverDone("the host stands unclaimed", Rpc("one.host.update")),
            NeverDone("the device is bought, its id not recorded", Rpc("one.host.update", "DEPLOY_ID")),
            NeverDone("the host key is not pinned yet", Rpc("one.host.update", "EDGE_SSH_HOSTKEY")),
            NeverDone("all is done but the lock", Rpc("one.template.delete")),
        ]),
        new("the datastore is made and not known", [AnswerLost("the datastore stands, its id is unknown", Rpc("one.datastore.allocate"))]),
        new("addresses are bought and not known", [AnswerLost("the addresses are bought, the front-end does not know", Packet("POST", "/projects/*/ips"))]),
        new("it is done late",
        [
            DoneLate("the record comes after its writer's death", Rpc("one.document.allocate")),
            DoneLate("the front-end is buying addresses", Packet("POST", "/projects/*/ips")),
        ]),
    }.ToDictionary(series => series.Name);

    public static TheoryData<string> Names => [.. AllSeries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Create_KilledAgainAndAgain_IsFinishedByTheSameCommand(string series)
    {
        await KillAsync(AllSeries[series], "create", Tree.Descriptor("edge"));

        await Lab.Start("create", Tree.Descriptor("edge")).SucceedsAsync(Stop);

        await AssertFinishedAsync();
    }

    [Fact]
    public async Task Create_KilledBeforeItsOrderArrives_AdoptsTheDeviceThatComesLate()
    {
        var held = await KillWhileHeldAsync(DoneLate("the order is on its way", Packet("POST", "/projects/*/devices")), "create", Tree.Descriptor("edge"));

        using var second = Lab.Start("create", Tree.Descriptor("edge"), "-D");
        await second.SaysAsync("may still be under way", Stop);
        await held.ReleaseAsync(HoldOutcome.Proceed, Stop);
        await second.SucceedsAsync(Stop);

        await AssertFinishedAsync();
    }
}
