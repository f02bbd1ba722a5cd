using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Tests.Descriptors;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Planning;

/// <summary>Machines that end by themselves: what plans say of them, and what an update changes.</summary>
public sealed class LifetimesTests
{
    private static readonly DateTimeOffset s_made = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Plan_OfARent_SaysWhenItEndsAndWarns()
    {
        var plan = Inputs.Plan(Text("termination_time: 8h", "termination_time: 2026-12-01T18:00:00Z", "termination_time: PT8H", ""), Inputs.Nothing);

        Assert.EndsWith(" for a, to end by itself 8 h after it was made", plan.Step("host/a/rent").Shown.Text, StringComparison.Ordinal);
        Assert.EndsWith(" for b, to end by itself at 2026-12-01T18:00:00Z", plan.Step("host/b/rent").Shown.Text, StringComparison.Ordinal);
        Assert.EndsWith(" for d", plan.Step("host/d/rent").Shown.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["a, c: to end by itself 8 h after it was made (termination_time).", "b: to end by itself at 2026-12-01T18:00:00Z (termination_time)."],
            plan.Notes.Select(n => n.Replace(" The provider takes the machine away then, with all that is on it, and asks nobody.", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Plan_OfReservedHardware_SaysSo()
    {
        var plan = Inputs.Plan(Text("hardware_reservation: next-available", "hardware_reservation: r-1"), Inputs.Nothing);

        Assert.StartsWith("Rent p (reserved hardware, any that is free) with o", plan.Step("host/a/rent").Shown.Text, StringComparison.Ordinal);
        Assert.StartsWith("Rent p (reserved hardware r-1) with o", plan.Step("host/b/rent").Shown.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("8h", "2026-11-22T20:00:00Z", null, null)]
    [InlineData("8h", "2026-11-22T19:55:00Z", null, null)]
    [InlineData("8h", "2026-11-22T19:00:00Z", "2026-11-22T19:00:00Z", "2026-11-22T20:00:00Z")]
    [InlineData("8h", null, null, "2026-11-22T20:00:00Z")]
    [InlineData(null, "2026-11-22T20:00:00Z", "2026-11-22T20:00:00Z", null)]
    [InlineData("2026-11-22T20:00:00Z", "2026-11-22T20:00:00Z", null, null)]
    [InlineData("2026-11-22T20:00:00Z", "2026-11-22T19:55:00Z", "2026-11-22T19:55:00Z", "2026-11-22T20:00:00Z")]
    public void Difference_OfAMachineThatStands_IsByWhatItsProviderShows(string? wanted, string? shown, string? found, string? change)
    {
        var device = new Device("d-1", DeviceState.Active, "active", null, "a", s_made, null, null, null, null) { EndsAt = shown is null ? null : DateTimeOffset.Parse(shown, null) };

        var difference = Lifetimes.Difference(wanted is null ? null : Lifetime.TryParse(wanted), device);

        Assert.Equal(found is null && change is null ? null : new AttributeChange("provision.termination_time", found, change), difference);
    }

    [Theory]
    [InlineData("termination_time: 8h", null, "Have machine d-a of a end by itself at 1970-01-01T08:00:00Z at packet")]
    [InlineData("termination_time: 8h", "1970-01-01T05:00:00Z", "Have machine d-a of a end by itself at 1970-01-01T08:00:00Z at packet, instead of 1970-01-01T05:00:00Z")]
    [InlineData("", "1970-01-01T05:00:00Z", "Have machine d-a of a stay at packet, where it is to end by itself at 1970-01-01T05:00:00Z")]
    public void Update_OfAnotherEnd_ChangesItAtTheProviderAndReplacesNothing(string line, string? shown, string text)
    {
        var input = Update(line, shown);

        var plan = UpdatePlanner.Plan(input);

        Assert.Equal((StepKind.SetDeviceEnd, text), (plan.Step("host/a/end").Kind, plan.Step("host/a/end").Shown.Text));
        Assert.DoesNotContain(plan.Steps, s => s.Kind is StepKind.ReleaseDevice or StepKind.RentDevice);
        var drift = Assert.Single(ProvisionDrift.Of(input, _ => null), d => d.Property == "provision.termination_time");
        Assert.Equal((shown, "host"), (drift.Found, drift.ObjectKind));
    }

    [Fact]
    public void Update_OfTheSameEnd_LeavesIt() => Assert.DoesNotContain(UpdatePlanner.Plan(Update("termination_time: 8h", "1970-01-01T08:00:03Z")).Steps, s => s.Kind == StepKind.SetDeviceEnd);

    private static UpdateInput Update(string line, string? shown)
    {
        var text = Text(line);
        var host = Seen.Ready("a");
        host = host with
        {
            Template = host.Template
                .With("PROVISION", host.Template.Section("PROVISION")!.Add("METRO", "am").Add("PLAN", "p").Add("OS", "o"))
                .Add("IM_MAD", "kvm").Add("VM_MAD", "kvm"),
        };
        ObservedProvision observed = Inputs.Standing(text, host);
        observed = observed with { Devices = [.. observed.Devices.Select(d => d with { EndsAt = shown is null ? null : DateTimeOffset.Parse(shown, null) })] };
        var create = Inputs.Create(text, observed);
        return new UpdateInput(create.Desired, observed, false, create.StoredDescriptor, create.Comparable);
    }

    private static string Text(params string[] hosts) => $$"""
        name: edge
        defaults:
          provision: {driver: packet, packet_token: T, packet_project: p, metro: am, plan: p, os: o}
        hosts:
        {{string.Join('\n', hosts.Select((line, i) => $"  - {{im_mad: kvm, vm_mad: kvm, provision: {{hostname: {"abcd"[i]}, {line}}}}}"))}}
        """;
}
