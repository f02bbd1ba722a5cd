using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Planning.Update;

/// <summary>What is let in to machines that stand, after the descriptor has changed: in the plan, and as drift.</summary>
public sealed class AdmissionPlanTests
{
    private const string Old = "ssh_from: [198.51.100.7], open: [tcp/443, udp/5000]";

    [Fact]
    public void Plan_OfTheSame_LeavesIt()
    {
        var input = Update(Old, Old, Rules(false, "tcp/443", "udp/5000", "tcp/22 from 198.51.100.7"));

        Assert.True(UpdatePlanner.Plan(input).IsEmpty);
        Assert.Empty(ProvisionDrift.Of(input, _ => null));
    }

    [Theory]
    [InlineData("ssh_from: [198.51.100.7], open: [tcp/443, udp/5000, icmp, tcp/8080 from 203.0.113.0/24]", "Let in to the machines at ec2: icmp, tcp/8080 from 203.0.113.0/24", "open", "tcp/443, udp/5000, icmp, tcp/8080 from 203.0.113.0/24", "tcp/443, udp/5000")]
    [InlineData("ssh_from: [198.51.100.7], open: [tcp/443]", "Let in no more to the machines at ec2: udp/5000", "open", "tcp/443", "tcp/443, udp/5000")]
    [InlineData("ssh_from: [198.51.100.7]", "Let in no more to the machines at ec2: tcp/443, udp/5000", "open", null, "tcp/443, udp/5000")]
    [InlineData(
        "ssh_from: [203.0.113.4], open: [tcp/443, udp/5000]", "Let in to the machines at ec2: SSH from 203.0.113.4/32; and no more: SSH from 198.51.100.7/32", "ssh_from", "203.0.113.4/32", "198.51.100.7/32")]
    [InlineData(
        "open: [tcp/443, udp/5000]", "Let in to the machines at ec2: SSH from the front-end and whoever runs a command; and no more: SSH from 198.51.100.7/32", "ssh_from",
        "the front-end and whoever runs a command", "198.51.100.7/32")]
    public void Plan_OfAChange_HasALineThatSaysWhatComesAndWhatGoes(string keys, string text, string property, string? desired, string? found)
    {
        var input = Update(Old, keys, Rules(false, "tcp/443", "udp/5000", "tcp/22 from 198.51.100.7"));

        var plan = UpdatePlanner.Plan(input);

        Assert.Equal(["host/a/update", "admission/ec2", "record"], plan.Ids());
        var step = plan.Step("admission/ec2");
        Assert.Equal((StepKind.SetAdmission, text, "ec2", PlanEffect.Change), (step.Kind, step.Shown.Text, step.Shown.Target, step.Shown.Effect));
        var drift = Assert.Single(ProvisionDrift.Of(input, _ => null), d => d.ObjectKind == "admission");
        Assert.Equal(("ec2", EdgeDifferenceKind.Changed, property, desired, found), (drift.Name, drift.Kind, drift.Property, drift.Desired, drift.Found));
    }

    [Fact]
    public void Plan_OfALostRule_BringsItBackAndTouchesNoHost()
    {
        var input = Update(Old, Old, Rules(false, "udp/5000", "tcp/22 from 198.51.100.7"));

        Assert.Equal(["admission/ec2", "record"], UpdatePlanner.Plan(input).Ids());
        var drift = Assert.Single(ProvisionDrift.Of(input, _ => null));
        Assert.Equal(("admission", "open", "tcp/443, udp/5000", "udp/5000"), (drift.ObjectKind, drift.Property, drift.Desired, drift.Found));
    }

    [Theory]
    [InlineData(true, "192.0.2.9", "Let in to the machines at ec2: the overlay from 198.51.100.1/32; and no more: the overlay from 192.0.2.9/32", "the machines themselves, 192.0.2.9/32")]
    [InlineData(false, "198.51.100.1", "Let in to the machines at ec2: the overlay from the machines themselves", "198.51.100.1/32")]
    public void Plan_OfALostRuleOfTheOverlay_BringsItBack(bool admitsMembers, string member, string text, string found)
    {
        var standing = Rules(false, "tcp/443", "udp/5000", "tcp/22 from 198.51.100.7");
        standing = standing with { AdmitsMembers = admitsMembers, Rules = [.. standing.Rules, new StandingRule(OpenPorts.Overlay(member), AdmissionReason.Overlay)] };
        var input = Update(Old, Old, standing) with { HasOverlay = true };

        Assert.Equal(text, UpdatePlanner.Plan(input).Step("admission/ec2").Shown.Text);
        var drift = Assert.Single(ProvisionDrift.Of(input, _ => null));
        Assert.Equal(("admission", "overlay", "the machines themselves, 198.51.100.1/32", found), (drift.ObjectKind, drift.Property, drift.Desired, drift.Found));
    }

    [Fact]
    public void Plan_OfMembersInOneNetwork_LetsInNobodyFromOutside()
    {
        var standing = Rules(false, "tcp/443", "udp/5000", "tcp/22 from 198.51.100.7");
        var input = Update(Old, Old, standing with { Rules = [.. standing.Rules, new StandingRule(OpenPorts.Overlay("198.51.100.1"), AdmissionReason.Overlay)] }) with { HasOverlay = true };
        input = input with { Observed = input.Observed with { Devices = [.. input.Observed.Devices.Select(d => d with { PrivateAddress = "10.66.0.4" })] } };

        Assert.Equal("Let in no more to the machines at ec2: the overlay from 198.51.100.1/32", UpdatePlanner.Plan(input).Step("admission/ec2").Shown.Text);
        Assert.True(UpdatePlanner.Plan(input with { HasOverlay = false }).IsEmpty);
    }

    [Fact]
    public void Plan_OfWhoMayLogInAfterCallersWereLetIn_NamesThoseWhoStay()
    {
        var standing = Rules(true, "tcp/443", "udp/5000");
        standing = standing with { Rules = [.. standing.Rules, new StandingRule(OpenPorts.Login("192.0.2.9/32"), AdmissionReason.Caller), new StandingRule(OpenPorts.Login("198.51.100.7/32"), AdmissionReason.Caller)] };

        var plan = UpdatePlanner.Plan(Update("open: [tcp/443, udp/5000]", Old, standing));

        Assert.Equal("Let in to the machines at ec2: SSH from 198.51.100.7/32; and no more: SSH from further addresses that commands are run from", plan.Step("admission/ec2").Shown.Text);
        Assert.Contains("stays let in: 192.0.2.9/32.", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfAHostsOwnNote_WritesItWithoutOrderingAnything()
    {
        var plan = UpdatePlanner.Plan(Update(Old, "ssh_from: [198.51.100.7]", Rules(false, "tcp/22 from 198.51.100.7")));

        var update = Assert.Single(plan.Steps, s => s.Kind == StepKind.UpdateHost);
        Assert.Equal(["PROVISION/OPEN"], update.Dropped);
        Assert.Equal("Update host 1 (a): PROVISION/OPEN", update.Shown.Text);
        Assert.DoesNotContain(plan.Steps, s => s.Kind is StepKind.ReleaseDevice or StepKind.RentDevice or StepKind.SetAdmission);
    }

    [Fact]
    public void Plan_OfAHostThatGoes_ClosesWhatOnlyItHasNamedWhenItIsCertainThatItGoes()
    {
        var text = Text("open: [icmp]", "open: [tcp/443]");
        var observed = Inputs.Standing(text, Ready("a", "open: [icmp]"), Ready("b", "open: [tcp/443]", 2)) with { Admissions = Admissions(Rules(true, "icmp", "tcp/443")) };
        var create = Inputs.Create(Text("open: [icmp]"), observed);

        var plan = UpdatePlanner.Plan(new UpdateInput(create.Desired, observed, false, create.StoredDescriptor, create.Comparable));

        Assert.Equal("Let in no more to the machines at ec2: tcp/443", plan.Step("admission/ec2").Shown.Text);
        Assert.Equal(["contents"], plan.Step("admission/ec2").Shown.DependsOn);
    }

    [Fact]
    public void Plan_OfHostsInANetworkThatStands_HasNoLine() =>
        Assert.DoesNotContain(UpdatePlanner.Plan(Update("subnetid: subnet-1", "subnetid: subnet-1", Rules(false, "tcp/443"))).Steps, s => s.Kind == StepKind.SetAdmission);

    [Fact]
    public void Plan_WhereAValueIsNotKnownYet_TakesNothingAway()
    {
        var text = Text("open: [tcp/443]", "open: [\"tcp/<%= @hosts[0]['PORT'] %>\"]");
        var observed = Inputs.Standing(text, Ready("a", "open: [tcp/443]")) with { Admissions = Admissions(Rules(true, "tcp/443", "tcp/80")) };
        var create = Inputs.Create(text, observed);

        Assert.DoesNotContain(UpdatePlanner.Plan(new UpdateInput(create.Desired, observed, false, create.StoredDescriptor, create.Comparable)).Steps, s => s.Kind == StepKind.SetAdmission);
    }

    [Fact]
    public void Plan_AtADriverWithoutAnythingOfTheKind_HasNoLine() =>
        Assert.DoesNotContain(UpdatePlanner.Plan(Update(Old, "ssh_from: [203.0.113.4]", null)).Steps, s => s.Kind == StepKind.SetAdmission);

    [Fact]
    public void Basis_OfWhatIsLetIn_MovesWithItButNotWithCallers()
    {
        var observed = Inputs.Standing(Text(Old)) with { Admissions = Admissions(Rules(true, "tcp/443")) };
        var caller = Admissions(Rules(true, "tcp/443") with { Rules = [.. Rules(true, "tcp/443").Rules, new StandingRule(OpenPorts.Login("192.0.2.9/32"), AdmissionReason.Caller)] });

        Assert.Equal(ObservedBasis.Of(observed), ObservedBasis.Of(observed with { Admissions = caller }));
        Assert.NotEqual(ObservedBasis.Of(observed), ObservedBasis.Of(observed with { Admissions = Admissions(Rules(true, "tcp/80")) }));
    }

    private static UpdateInput Update(string before, string after, StandingAdmission? standing)
    {
        var observed = Inputs.Standing(Text(before), Ready("a", before)) with { Admissions = standing is null ? new Dictionary<string, StandingAdmission>() : Admissions(standing) };
        var create = Inputs.Create(Text(after), observed);
        return new UpdateInput(create.Desired, observed, false, create.StoredDescriptor, create.Comparable);
    }

    private static ObservedHost Ready(string key, string keys, int id = 1)
    {
        var desired = Inputs.Create(Text(keys), Inputs.Nothing).Desired.Hosts[0];
        var section = Seen.Ready(key, id).Template.Section("PROVISION")!.Add("REGION_NAME", "eu-central-1").Add("AMI", "debian_12").Add("INSTANCETYPE", "m5.large");
        foreach (var entry in desired.Provision.Entries.Where(e => e.Key is "open" or "ssh_from" or "subnetid"))
            section = section.Add(entry.Key.ToUpperInvariant(), entry.Value is DescriptorList list ? string.Join(',', list.Items.Select(i => ((DescriptorScalar)i).Text)) : ((DescriptorScalar)entry.Value).Text);
        var connection = new AttributeTree(desired.Connection.Entries.Select(e => (e.Key.ToUpperInvariant(), ((DescriptorScalar)e.Value).Text)));
        var host = Seen.Ready(key, id);
        return host with { Driver = "ec2", Template = host.Template.With("PROVISION", section).With("PROVISION_CONNECTION", connection).With("PM_MAD", "ec2").Add("IM_MAD", "kvm").Add("VM_MAD", "kvm") };
    }

    private static Dictionary<string, StandingAdmission> Admissions(StandingAdmission standing) => new() { ["ec2"] = standing };

    private static StandingAdmission Rules(bool admitsCallers, params string[] rules) =>
        new([.. rules.Select(r => OpenPorts.ParseAll(r, out _)![0]).Select(o => new StandingRule(o, o.IsLogin ? AdmissionReason.SshFrom : AdmissionReason.Open))], admitsCallers);

    private static string Text(params string[] hosts) => $$"""
        name: edge
        defaults:
          provision: {driver: ec2, region_name: eu-central-1, ami: debian_12, instancetype: m5.large}
        hosts:
        {{string.Join('\n', hosts.Select((line, i) => $"  - {{im_mad: kvm, vm_mad: kvm, provision: {{hostname: {"ab"[i]}, {line}}}}}"))}}
        """;
}
