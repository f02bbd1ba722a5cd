using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Planning.Update;

public sealed class ProvisionDriftTests
{
    [Fact]
    public void Of_ACopyOfAMachine_IsExtraAndSaysOfWhat()
    {
        var text = World.DescriptorText();
        var observed = Inputs.Standing(text, Seen.Ready("a"));
        var copy = observed.Devices[0] with { Id = "copy-1", EdgeKey = null, CopyOf = World.KeyOf("a") };
        observed = observed with { Devices = [.. observed.Devices, copy] };
        var create = Inputs.Create(text, observed);

        var drift = Assert.Single(ProvisionDrift.Of(new UpdateInput(create.Desired, observed, false, create.StoredDescriptor, create.Comparable), _ => null), d => d.ObjectKind == "machine");

        Assert.Equal((EdgeDifferenceKind.Extra, $"copy-1, a copy of {World.KeyOf("a")}"), (drift.Kind, drift.Found));
    }

    [Theory]
    [InlineData("198.51.100.1", null)]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData(null, "none")]
    public void Of_AGivenAddressThatIsAtTheMachineNoMore_IsTold(string? at, string? found)
    {
        var text = World.DescriptorText().Replace(
            "driver: packet, packet_token: TOKEN, packet_project: project, facility: am6, plan: p, os: o",
            "driver: ec2, region_name: eu-central-1, instancetype: m5.large, ami: debian_12, elasticip: eipalloc-1", StringComparison.Ordinal);
        var observed = Inputs.Standing(text, Seen.Ready("a"));
        observed = observed with { Devices = [observed.Devices[0] with { PublicAddress = at }] };
        var create = Inputs.Create(text, observed);

        var drift = ProvisionDrift.Of(new UpdateInput(create.Desired, observed, false, create.StoredDescriptor, create.Comparable), _ => null).Where(d => d is { ObjectKind: "machine", Property: "elasticip" });

        Assert.Equal(found is null ? [] : [("198.51.100.1", found)], drift.Select(d => (d.Desired!, d.Found!)));
    }

    [Theory]
    [InlineData("198.51.100.1", null)]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData(null, null)]
    public void Of_AMachineThatHasAnotherAddressByNow_IsTold(string? at, string? found)
    {
        var text = World.DescriptorText();
        var observed = Inputs.Standing(text, Seen.Ready("a"));
        observed = observed with { Devices = [observed.Devices[0] with { PublicAddress = at }] };
        var create = Inputs.Create(text, observed);

        var drift = ProvisionDrift.Of(new UpdateInput(create.Desired, observed, false, create.StoredDescriptor, create.Comparable), _ => null).Where(d => d is { ObjectKind: "machine" });

        Assert.Equal(found is null ? [] : [("address", "198.51.100.1", found)], drift.Select(d => (d.Property!, d.Desired!, d.Found!)));
    }
}
