using EdgeProvision.Scenarios.Tests.Lab;
using static EdgeProvision.Scenarios.Tests.Lab.Point;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>A creation is killed while it makes what costs nothing: nothing stands twice.</summary>
public sealed class KilledCreateTests(EdgeLab lab) : KilledScenario(lab)
{
    private static readonly Dictionary<string, Point> Points = new Point[]
    {
        AnswerLost("the lock stands, nothing else", Rpc("one.template.allocate")),
        DoneLate("the record comes after its writer's death", Rpc("one.document.allocate")),
        AnswerLost("the record stands, its id is unknown", Rpc("one.document.allocate")),
        NeverDone("the cluster is nobody's yet", Rpc("one.cluster.update")),
        AnswerLost("the datastore stands, its id is unknown", Rpc("one.datastore.allocate")),
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
        await KillAsync(Points[point], "create", Tree.Descriptor("edge"));

        await Lab.Start("create", Tree.Descriptor("edge")).SucceedsAsync(Stop);

        await AssertFinishedAsync();
    }
}
