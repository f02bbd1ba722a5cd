using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Tests.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>When the machine that is ordered ends by itself.</summary>
public sealed class DeviceOrderTests
{
    [Theory]
    [InlineData("termination_time: 8h", "2026-11-22T20:00:00Z")]
    [InlineData("termination_time: 2026-12-01", "2026-12-01T00:00:00Z")]
    [InlineData("", null)]
    public async Task Rent_WithAnEnd_OrdersTheMoment(string line, string? end)
    {
        var world = With(line);
        world.Driver.Creates.Enqueue(r => new CreateResult.Created(world.Driver.Add("d", r.EdgeKey)));

        await new RentDeviceStep().RunAsync(world.Context("a"));

        Assert.Equal(end is null ? null : DateTimeOffset.Parse(end, null), Assert.Single(world.Driver.Asked).EndsAt);
    }

    [Fact]
    public async Task Rent_WithAnEndThatIsNone_FilledInOnlyNow_OrdersAndAnnouncesNothing()
    {
        var world = With("termination_time: \"<%= @name %>\"");

        Assert.Equal("TerminationTimeInvalid", (await Assert.ThrowsAsync<EdgeException>(() => new RentDeviceStep().RunAsync(world.Context("a")))).Code);

        Assert.Empty(world.Driver.Asked);
        Assert.Empty(world.Requests);
    }

    private static World With(string line) => new(
        desired: Loading.Load($$$"""
            name: edge
            hosts:
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: a, driver: packet, packet_token: T, packet_project: p, metro: am, plan: p, os: o, {{{line}}}}}
            """).Descriptor,
        observed: new() { Name = "edge", Id = World.ProvisionId, Hosts = [Seen.Host("a")] });
}
