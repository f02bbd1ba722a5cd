using EdgeProvision.Sandbox.Control;
using EdgeProvision.Scenarios.Tests.Lab;
using static EdgeProvision.Scenarios.Tests.Lab.Point;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>A creation is killed while it buys: nothing is bought twice, nothing that was bought is lost.</summary>
public sealed class KilledPurchaseTests(EdgeLab lab) : KilledScenario(lab)
{
    private static readonly Dictionary<string, Point> Points = new Point[]
    {
        DoneLate("the front-end is buying addresses", Packet("POST", "/projects/*/ips")),
        AnswerLost("the addresses are bought, the front-end does not know", Packet("POST", "/projects/*/ips")),
        NeverDone("the host stands unclaimed", Rpc("one.host.update")),
        AnswerLost("the host is claimed, nothing is bought", Rpc("one.host.update")),
        AnswerLost("the provider has accepted, its answer is lost", Packet("POST", "/projects/*/devices")),
        NeverDone("the device is bought, its id not recorded", Rpc("one.host.update", "DEPLOY_ID")),
    }.ToDictionary(point => point.Name);

    public static TheoryData<string> PointNames => [.. Points.Keys];

    [Theory]
    [MemberData(nameof(PointNames))]
    public async Task Create_Killed_IsFinishedByTheSameCommand(string point)
    {
        await KillAsync(Points[point], "create", Tree.Descriptor("edge"));

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
