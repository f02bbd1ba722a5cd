using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Tests.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>A machine's own end, brought to what the descriptor says.</summary>
public sealed class SetDeviceEndStepTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("termination_time: 8h", null, "2026-11-22T20:00:00Z")]
    [InlineData("termination_time: 2026-12-01", "2026-11-22T20:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData("", "2026-11-22T20:00:00Z", null)]
    public async Task Run_OfADifference_AsksTheProviderAndNotesItOnce(string line, string? shown, string? asked)
    {
        var world = With(line, shown);

        Assert.Equal(StepOutcome.Done, await RunAsync(world));
        Assert.Equal(StepOutcome.Unchanged, await RunAsync(world));

        Assert.Equal([asked is null ? null : DateTimeOffset.Parse(asked, null)], world.Driver.EndsAsked);
        var written = Assert.Single(world.Writes("one.host.update")).Arguments[2];
        Assert.Equal(line.Length > 0, written.Contains("TERMINATION_TIME=\"", StringComparison.Ordinal));
        Assert.Contains("DEPLOY_ID=\"d\"", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AfterTheProviderWasAskedAndTheHostNotNoted_OnlyNotesIt()
    {
        var world = With("termination_time: 8h", "2026-11-22T20:00:00Z", noted: null);

        Assert.Equal(StepOutcome.Done, await RunAsync(world));

        Assert.Empty(world.Driver.EndsAsked);
        Assert.Single(world.Writes("one.host.update"));
    }

    [Fact]
    public async Task Run_AtAProviderThatKeepsWhatItHad_SaysSo()
    {
        var world = With("termination_time: 8h", "2026-11-23T00:00:00Z");
        world.Driver.KeepsEnds = true;

        var error = await Assert.ThrowsAsync<EdgeException>(() => RunAsync(world));

        Assert.Equal(("TerminationTimeKept", ErrorKind.NotSupported), (error.Code, error.Kind));
        Assert.Contains("keeps what it had (2026-11-23T00:00:00Z)", error.Message, StringComparison.Ordinal);
        Assert.Empty(world.Writes("one.host.update"));
    }

    [Fact]
    public async Task Run_OfATextThatIsNoTime_LeavesTheMachineItsEnd()
    {
        var world = With("termination_time: \"<%= @name %>\"", "2026-11-22T20:00:00Z");

        var error = await Assert.ThrowsAsync<EdgeException>(() => RunAsync(world));

        Assert.Equal(("TerminationTimeInvalid", ErrorKind.InvalidInput), (error.Code, error.Kind));
        Assert.Empty(world.Driver.EndsAsked);
        Assert.Empty(world.Writes("one.host.update"));
    }

    [Theory]
    [InlineData("termination_time: 2026-11-22T11:59:00Z")]
    [InlineData("termination_time: 1h")]
    public async Task Run_OfAnEndThatHasPassed_DoesNotHaveTheMachineTakenAway(string line)
    {
        var world = With(line, null, age: TimeSpan.FromHours(2));

        Assert.Equal("TerminationTimePassed", (await Assert.ThrowsAsync<EdgeException>(() => RunAsync(world))).Code);

        Assert.Empty(world.Driver.EndsAsked);
    }

    private static World With(string line, string? shown, string? noted = "before", TimeSpan? age = null)
    {
        var desired = Loading.Load($$$"""
            name: edge
            hosts:
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: a, driver: packet, packet_token: T, packet_project: p, metro: am, plan: p, os: o, {{{line}}}}}
            """).Descriptor;
        var host = Seen.Host("a", device: "d");
        if (noted is not null)
            host = host with { Template = host.Template.With("PROVISION", host.Template.Section("PROVISION")!.Add("TERMINATION_TIME", noted)) };
        var world = new World(desired: desired, observed: new() { Name = "edge", Id = World.ProvisionId, Hosts = [host] });
        var device = world.Driver.Add("d", World.KeyOf("a"));
        world.Driver.Devices[0] = device with { CreatedAt = s_now - (age ?? TimeSpan.Zero), EndsAt = shown is null ? null : DateTimeOffset.Parse(shown, null) };
        return world;
    }

    private static Task<StepOutcome> RunAsync(World world) => new SetDeviceEndStep().RunAsync(world.Context("a", StepKind.SetDeviceEnd));
}
