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
}
