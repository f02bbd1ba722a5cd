using EdgeProvision.Engine.Requests;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>
/// The laws over every operation. A normal run tries a part of the calls; with <c>MODELLED_WORLD_FULL=1</c> every call is tried.
/// </summary>
public sealed class LawTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("MODELLED_WORLD_FULL") is not null;

    public static TheoryData<string> Kinds => [.. Enum.GetNames<Interference>().Where(n => n != nameof(Interference.None))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Create_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Create(FrontEndRelease.V6_10, s, o), 7);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task CreateAtEc2_DisturbedAtAnyCall_MakesOneNetwork(string kind) => HoldAsync(kind, (s, o) => Operations.CreateAtEc2(FrontEndRelease.V6_10, s, o), 17);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Delete_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Delete(FrontEndRelease.V6_10, s, o), 7);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Configure_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Configure(FrontEndRelease.V6_10, s, o), 17);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task DeleteHost_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.DeleteHost(FrontEndRelease.V6_10, s, o), 11);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Update_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Update(FrontEndRelease.V6_10, s, o), 13);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task UpdateAdmission_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.UpdateAdmission(FrontEndRelease.V6_10, s, o), 13);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Import_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Import(FrontEndRelease.V6_10, s, o), 5);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Import_OfHostsThatShareAHostname_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Import(FrontEndRelease.V6_10, s, o, sharesHostname: true), 7);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Import_OnTheOldRelease_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Import(FrontEndRelease.V5_10, s, o), 11);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Stop_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Power(FrontEndRelease.V6_10, PowerChange.Stop, s, o), 17);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Start_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Power(FrontEndRelease.V6_10, PowerChange.Start, s, o), 17);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Restart_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Power(FrontEndRelease.V6_10, PowerChange.Restart, s, o), 17);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Reset_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Power(FrontEndRelease.V6_10, PowerChange.Reset, s, o), 17);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task ResetAtEc2_DisturbedAtAnyCall_TheOverlayFollowsTheAddress(string kind) => HoldAsync(kind, (s, o) => Operations.ResetAtEc2(FrontEndRelease.V6_10, s, o), 17);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Create_OnTheOldRelease_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Create(FrontEndRelease.V5_10, s, o), 29);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Delete_OnTheOldRelease_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Delete(FrontEndRelease.V5_10, s, o), 29);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Create_OnTheNewRelease_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Create(FrontEndRelease.V7_4, s, o), 29);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Delete_OnTheNewRelease_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.Delete(FrontEndRelease.V7_4, s, o), 29);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task CreateAddress_DisturbedAtAnyCall_BuysNoKeyTwice(string kind) => HoldAsync(kind, (s, o) => Operations.CreateAddress(FrontEndRelease.V6_10, s, o), 5);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task AssignAddress_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.AssignAddress(FrontEndRelease.V6_10, s, o), 7);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task DeleteAddress_DisturbedAtAnyCall_TheNextRunFinishes(string kind) => HoldAsync(kind, (s, o) => Operations.DeleteAddress(FrontEndRelease.V6_10, s, o), 7);

    private static async Task HoldAsync(string kind, Func<int, int, Sweep> make, int stride)
    {
        var interference = Enum.Parse<Interference>(kind);
        // Every kind begins elsewhere, so that together they come to more calls.
        var sweep = IsFull ? make(1, 0) : make(stride, (int)interference % stride);
        var began = System.Diagnostics.Stopwatch.StartNew();
        var problems = await sweep.RunAsync(interference);
        TestContext.Current.TestOutputHelper?.WriteLine($"{sweep.Cases} cases in {began.Elapsed.TotalSeconds:0.0} s");
        Assert.True(problems.Count == 0, $"{problems.Count} problems in {sweep.Cases} cases\n{string.Join('\n', problems)}");
        Assert.True(sweep.Cases > 0);
    }
}
