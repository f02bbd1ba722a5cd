using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Planning;

public sealed class CreatePlannerTests
{
    private static readonly string OneHost = World.DescriptorText();

    private static readonly string Full = World.DescriptorText("a b", """
        datastores: [{name: img, ds_mad: fs, tm_mad: ssh}]
        networks: [{name: net, vn_mad: dummy, bridge: br0, ar: [{ip: 10.0.0.1, size: 2, type: IP4}]}]
        """);

    [Fact]
    public void Plan_FromNothing_HasOneLineAHostAndNoBarrier()
    {
        var plan = Inputs.Plan(Full, Inputs.Nothing, hasOverlay: true);

        Assert.Equal(
            ["record", "cluster", "datastore/0", "network/0",
             "host/a/claim", "host/a/rent", "host/a/await", "host/a/configure", "host/a/enable", "host/a/peers",
             "host/b/claim", "host/b/rent", "host/b/await", "host/b/configure", "host/b/enable", "host/b/peers"],
            plan.Ids());
        Assert.Equal(["cluster"], plan.Step("host/a/claim").Shown.DependsOn);
        Assert.Equal(["host/a/configure"], plan.Step("host/a/enable").Shown.DependsOn);
        Assert.DoesNotContain(plan.Steps.Where(s => s.HostKey == "a").SelectMany(s => s.Shown.DependsOn), d => d.StartsWith("host/b", StringComparison.Ordinal));
        Assert.Null(plan.ProvisionId);
        Assert.Equal(2, plan.Shown.Rents);
    }

    [Theory]
    [InlineData("", " in eu-central-1 at ec2 for a, in a network that is made for the provision")]
    [InlineData("availabilityzone: eu-central-1b", " in eu-central-1b at ec2 for a, in a network that is made for the provision")]
    [InlineData("subnetid: subnet-1", " in eu-central-1 at ec2 for a")]
    public void Plan_OfMachinesInARegion_SaysWhereAndInWhichNetwork(string more, string end)
    {
        var text = OneHost.Replace(
            "driver: packet, packet_token: TOKEN, packet_project: project, facility: am6, plan: p, os: o",
            $"driver: ec2, ec2_access: A, ec2_secret: S, region_name: eu-central-1, instancetype: c5.metal, ami: debian_12{(more.Length > 0 ? ", " : "")}{more}", StringComparison.Ordinal);

        Assert.EndsWith(end, Inputs.Plan(text, Inputs.Nothing).Step("host/a/rent").Shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfSeveralOfAKind_AllocatesThemInTheDescriptorsOrder()
    {
        var text = World.DescriptorText("a b c", """
            datastores: [{name: d0, ds_mad: fs, tm_mad: ssh}, {name: d1, ds_mad: fs, tm_mad: ssh}]
            networks: [{name: n0, vn_mad: dummy, bridge: br0, x: "<%= @datastores[0]['ID'] %>"}, {name: n1, vn_mad: dummy, bridge: br0}]
            """).Replace("hostname: b}", "hostname: b}, configuration: {h: \"<%= @hosts[0]['NAME'] %>\"}", StringComparison.Ordinal);

        var follows = Inputs.Plan(text, Inputs.Nothing).Steps.Where(s => s.Follows is not null).ToDictionary(s => s.Id, s => s.Follows);

        // Nobody waits for b, which itself waits until a has its address, nor for the network that waits for a datastore.
        Assert.Equal(
            new Dictionary<string, string?> { ["datastore/1"] = "datastore/0", ["host/b/claim"] = "host/a/claim", ["host/c/claim"] = "host/a/claim" },
            follows);
    }

    [Fact]
    public void Plan_OfEveryStep_DependsOnlyOnStepsBeforeIt()
    {
        var plan = Inputs.Plan(Full, Inputs.Nothing, hasOverlay: true);

        var seen = new HashSet<string>();
        foreach (var step in plan.Steps)
        {
            Assert.Subset(seen, step.Shown.DependsOn.ToHashSet());
            Assert.True(seen.Add(step.Id));
        }
    }

    [Fact]
    public void Plan_OfWhatStandsComplete_IsEmpty()
    {
        var observed = Inputs.Standing(Full, Seen.Ready("a", 1), Seen.Ready("b", 2)) with
        {
            Datastores = [Seen.Datastore(101, "img")],
            Networks = [Seen.Network(1, "net", ranges: 1)],
        };

        Assert.True(Inputs.Plan(Full, observed, hasOverlay: true).IsEmpty);
    }

    [Fact]
    public void Plan_AfterTheRecordOnly_BeginsWithTheCluster()
    {
        var observed = Inputs.Standing(OneHost) with { Clusters = [] };

        Assert.Equal("cluster", Inputs.Plan(OneHost, observed).Steps[0].Id);
    }

    [Theory]
    [InlineData("claimed", "host/a/rent host/a/await host/a/configure host/a/enable")]
    [InlineData("refused", "host/a/claim host/a/rent host/a/await host/a/configure host/a/enable")]
    [InlineData("rented", "host/a/await host/a/configure host/a/enable")]
    [InlineData("active", "host/a/configure host/a/enable")]
    [InlineData("configured", "host/a/enable")]
    public void Plan_OfAHostOnItsWay_ContinuesWhereItStopped(string stage, string expected)
    {
        var host = stage switch
        {
            "claimed" => Seen.Host("a", request: new HostRequest(1, IsOpen: true)),
            "refused" => Seen.Host("a"),
            "rented" => Seen.Host("a", device: "d"),
            "active" => Seen.Host("a", device: "d", address: "198.51.100.1"),
            _ => Seen.Ready("a", state: 8),
        };

        Assert.Equal(expected.Split(' '), Inputs.Plan(OneHost, Inputs.Standing(OneHost, host)).Ids());
    }

    [Fact]
    public void Plan_OfAnOpenRequest_LooksAgainEvenWhereADeviceIsRecorded()
    {
        var host = Seen.Host("a", device: "d", request: new HostRequest(2, IsOpen: true), address: "198.51.100.1");

        Assert.Equal("host/a/rent", Inputs.Plan(OneHost, Inputs.Standing(OneHost, host)).Steps[0].Id);
    }

    [Fact]
    public void Plan_OfAFailedDevice_RentsAgain()
    {
        var observed = Inputs.Standing(OneHost, Seen.Host("a", device: "d"));
        observed = observed with { Devices = [observed.Devices[0] with { State = DeviceState.Failed }] };

        Assert.Equal(PlanEffect.Rent, Inputs.Plan(OneHost, observed).Steps[0].Shown.Effect);
    }

    [Fact]
    public void Plan_OfAHostWhoseMachineStandsAlready_TakesItAndRentsNone()
    {
        var observed = Inputs.Standing(World.DescriptorText("a b"), Seen.Ready("a"));
        observed = observed with { Devices = [.. observed.Devices, observed.Devices[0] with { Id = "standing", EdgeKey = World.KeyOf("b") }] };

        var step = Assert.Single(Inputs.Plan(World.DescriptorText("a b"), observed).Steps, s => s.Kind == StepKind.RentDevice);

        Assert.Equal(PlanEffect.Change, step.Shown.Effect);
        Assert.Contains("machine standing,", step.Shown.Text, StringComparison.Ordinal);
        var confirmed = new OperationPlan("create", "edge", null, [step], []);
        Assert.Equal(["host/b/rent"], new OperationPlan("create", "edge", null, [step with { Shown = step.Shown with { Effect = PlanEffect.Rent } }], []).Unconfirmed(confirmed).Select(s => s.Id));
    }

    [Fact]
    public void Plan_OfAConfiguredHostWhoseDeviceVanished_TouchesNothing()
    {
        var plan = Inputs.Plan(OneHost, Inputs.Standing(OneHost, Seen.Ready("a")) with { Devices = [] });

        Assert.True(plan.IsEmpty);
        Assert.Contains("of host a is no longer at the provider. It was in use, so it is not replaced unasked.", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HostPowerKind.On, DeviceState.Inactive, "Start-EdgeHost -Id 7 (oneprovision host resume 7)")]
    [InlineData(HostPowerKind.On, DeviceState.Active, null)]
    [InlineData(HostPowerKind.Off, DeviceState.Inactive, null)]
    public void Plan_OfAConfiguredHostWhoseMachineSomebodyHasSwitchedOff_SaysHowItIsStarted(HostPowerKind power, DeviceState state, string? advice)
    {
        var observed = Inputs.Standing(OneHost, Seen.Ready("a", 7, power: new HostPower(power), state: power == HostPowerKind.Off ? 8 : 2));
        var plan = Inputs.Plan(OneHost, observed with { Devices = [observed.Devices[0] with { State = state, ProviderState = "stopped" }] });

        Assert.True(plan.IsEmpty);
        Assert.Equal(advice is null ? 0 : 1, plan.Notes.Count);
        Assert.All(plan.Notes, note => Assert.Contains(advice!, note, StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_OfAConfiguredHostWhoseMachineHasAnotherAddress_SaysHowOpenNebulaLearnsIt()
    {
        var observed = Inputs.Standing(OneHost, Seen.Ready("a", 7));
        var plan = Inputs.Plan(OneHost, observed with { Devices = [observed.Devices[0] with { PublicAddress = "203.0.113.9" }] });

        Assert.True(plan.IsEmpty);
        Assert.Equal(
            "Machine d-a of host a has the public address 203.0.113.9 by now, and OpenNebula knows it by 198.51.100.7. "
                + "Let OpenNebula and the other hosts know with Start-EdgeHost -Id 7 (oneprovision host resume 7).",
            Assert.Single(plan.Notes));
    }

    [Theory]
    [InlineData("node7.example.com")]
    [InlineData("10.0.0.7")]
    public void Plan_OfAConfiguredHostThatIsKnownByANameOrItsPrivateAddress_AsksNothingOfItsPublicOne(string name)
    {
        var observed = Inputs.Standing(OneHost, Seen.Ready("a", 7) with { Name = name });

        Assert.Empty(Inputs.Plan(OneHost, observed with { Devices = [observed.Devices[0] with { PublicAddress = "203.0.113.9", PrivateAddress = "10.0.0.7" }] }).Notes);
    }

    [Theory]
    [InlineData(HostPowerKind.Off)]
    [InlineData(HostPowerKind.Restarting)]
    public void Plan_OfAHostThatIsNotOn_DoesNotEnableIt(HostPowerKind power) =>
        Assert.True(Inputs.Plan(OneHost, Inputs.Standing(OneHost, Seen.Ready("a", power: new HostPower(power), state: 8))).IsEmpty);

    [Fact]
    public void Plan_OfAHostThatIsOffAndNotConfigured_LeavesItAlone()
    {
        var host = Seen.Host("a", device: "d", address: "198.51.100.1", power: HostPower.Off);

        Assert.True(Inputs.Plan(OneHost, Inputs.Standing(OneHost, host)).IsEmpty);
    }

    [Fact]
    public void Plan_OfAClusterWithTheTrialValue_CompletesRecordAndCluster()
    {
        var observed = Inputs.Standing(OneHost);
        var provision = observed.Clusters[0].Template.Section("PROVISION")!.Add("PACKET_TOKEN", "cipher text");
        observed = observed with { Clusters = [observed.Clusters[0] with { Template = AttributeTree.Empty.Add("PROVISION", provision) }] };

        var plan = CreatePlanner.Plan(Inputs.Create(OneHost, observed) with { AreSecretsMissing = true });

        Assert.Equal(["record", "cluster", "host/a/claim"], plan.Ids().Take(3));
        Assert.Equal(["record"], plan.Step("cluster").Shown.DependsOn);
        Assert.Equal(["cluster"], plan.Step("host/a/claim").Shown.DependsOn);
    }

    [Fact]
    public void Plan_OfReferences_MakesThemEdges()
    {
        var text = World.DescriptorText("a b", """
            datastores: [{name: img, ds_mad: fs, tm_mad: ssh}]
            networks: [{name: net, vn_mad: dummy, bridge: br0, x: "<%= @datastores[0]['ID'] %>"}]
            """).Replace("hostname: b}", "hostname: b}, configuration: {n: \"<%= @vnets[0]['ID'] %>\", h: \"<%= @hosts[0]['NAME'] %>\"}", StringComparison.Ordinal);

        var plan = Inputs.Plan(text, Inputs.Nothing);

        Assert.Equal(["cluster", "datastore/0"], plan.Step("network/0").Shown.DependsOn);
        Assert.Equal(["cluster", "network/0", "host/a/await"], plan.Step("host/b/claim").Shown.DependsOn);
    }

    [Fact]
    public void Plan_OfANetworkWithoutAllItsRanges_MakesItAgain() =>
        Assert.Contains("network/0", Inputs.Plan(Full, Inputs.Standing(Full) with { Networks = [Seen.Network(1, "net", NetworkState.Ready, ranges: 0)] }).Ids());

    [Fact]
    public void Plan_OfANetworkWithBoughtRanges_SaysThatItCosts()
    {
        var text = World.DescriptorText("a", "networks: [{name: net, vn_mad: dummy, bridge: b, ar: [{ipam_mad: packet, size: 2, facility: am6}]}]");

        Assert.Equal(PlanEffect.Rent, Inputs.Plan(text, Inputs.Nothing).Step("network/0").Shown.Effect);
    }

    [Fact]
    public void Plan_OfWhatIsBeingRemoved_CreatesEverythingAnewUnderAnotherId()
    {
        var observed = Inputs.Standing(OneHost, Seen.Ready("a"));

        var plan = Inputs.Plan(OneHost, observed with { Record = observed.Record! with { IsDeleting = true } });

        Assert.Equal(["record", "cluster", "host/a/claim", "host/a/rent", "host/a/await", "host/a/configure", "host/a/enable"], plan.Ids());
        Assert.Null(plan.ProvisionId);
        Assert.Single(plan.Notes);
    }

    [Fact]
    public void Plan_OfAnything_ShowsNoSecret()
    {
        var text = World.DescriptorText().Replace("hostname: a}", "hostname: a}, configuration: {db_password: SECRETVALUE}", StringComparison.Ordinal);

        var json = System.Text.Json.JsonSerializer.Serialize(Inputs.Plan(text, Inputs.Nothing).Shown);

        Assert.DoesNotContain("TOKEN", json, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRETVALUE", json, StringComparison.Ordinal);
    }
}
