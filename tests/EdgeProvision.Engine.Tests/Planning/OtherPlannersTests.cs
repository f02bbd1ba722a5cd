using EdgeProvision.Engine;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Planning;

public sealed class OtherPlannersTests
{
    private static readonly string Two = World.DescriptorText("a b");

    private static ObservedProvision Observed(params ObservedHost[] hosts) => Inputs.Standing(Two, hosts);

    [Fact]
    public void Delete_OfAWholeProvision_LooksBeforeItRemovesAndEndsWithTheRecord()
    {
        var observed = Observed(Seen.Ready("a", 1), Seen.Ready("b", 2)) with { Networks = [Seen.Network(7, "net")], Datastores = [Seen.Datastore(101, "img")] };

        var plan = DeletePlanner.Plan(observed, removeContents: false, abandon: false);

        Assert.Equal(
            ["host/a/offline", "host/b/offline", "contents", "mark", "host/a/release", "host/a/delete", "host/b/release", "host/b/delete",
             "network/7", "datastore/101", "rest", "cluster", "record"],
            plan.Ids());
        Assert.Equal(["host/a/offline", "host/b/offline"], plan.Step("contents").Shown.DependsOn);
        Assert.Equal(["mark"], plan.Step("host/a/release").Shown.DependsOn);
        Assert.Equal(["host/a/release"], plan.Step("host/a/delete").Shown.DependsOn);
        Assert.Equal(["cluster"], plan.Step("record").Shown.DependsOn);
        Assert.Equal(StepKind.RefuseContents, plan.Step("contents").Kind);
    }

    [Fact]
    public void Delete_OfTwoMachines_ReleasesTwo() => Assert.Equal(2, DeletePlanner.Plan(Observed(Seen.Ready("a", 1), Seen.Ready("b", 2)), removeContents: false, abandon: false).Shown.Releases);

    [Fact]
    public void Delete_WithAddressesAndANetworkOfItsOwn_NamesWhatGoes()
    {
        var block = new AddressReservation("eipalloc-1", "key", "203.0.113.7", 1) { Addresses = [new ReservedAddress("203.0.113.7", null)], IsContiguous = false };
        var observed = Observed(Seen.Ready("a", 1) with { Driver = "ec2" }) with { Reservations = [new ObservedReservation("ec2", block)] };

        Assert.Equal(
            "Release what else carries the provision's tag: 1 public address, gone for good (203.0.113.7); the network that was made for it at ec2",
            DeletePlanner.Plan(observed, removeContents: false, abandon: false).Step("rest").Shown.Text);
    }

    [Fact]
    public void Delete_OfARecordWithoutCluster_RemovesItToo() =>
        Assert.Equal(["contents", "mark", "rest", "cluster", "record"], DeletePlanner.Plan(Observed() with { Clusters = [] }, false, false).Ids());

    [Fact]
    public void Delete_OfTheOriginalsProvision_NeedsNoRecord() =>
        Assert.DoesNotContain("mark", DeletePlanner.Plan(Observed(Seen.Ready("a")) with { Record = null }, false, false).Ids());

    [Theory]
    [InlineData(ProvisionObjectKind.Network, 7, "vnet/7")]
    [InlineData(ProvisionObjectKind.Datastore, 101, "datastore/101")]
    public void DeleteObject_OfSomethingThatCanBeInUse_LooksFirst(ProvisionObjectKind kind, int id, string step)
    {
        var plan = DeleteObjectPlanner.Plan(Observed() with { Networks = [Seen.Network(7, "net")], Datastores = [Seen.Datastore(101, "img")] }, kind, id);

        Assert.Equal(["contents", "forget", step], plan.Ids());
        Assert.Equal(["contents"], plan.Step("forget").Shown.DependsOn);
        Assert.Equal(["forget"], plan.Step(step).Shown.DependsOn);
    }

    [Fact]
    public void DeleteObject_OfAnEmptyCluster_IsOneStep() =>
        Assert.Equal([$"cluster/{Observed().Clusters[0].Id}"], DeleteObjectPlanner.Plan(Observed(), ProvisionObjectKind.Cluster, Observed().Clusters[0].Id).Ids());

    [Fact]
    public void Delete_OfNothing_IsEmpty() => Assert.True(DeletePlanner.Plan(Inputs.Nothing, false, false).IsEmpty);

    [Fact]
    public void Delete_ThatAbandons_AsksNoProvider()
    {
        var plan = DeletePlanner.Plan(Observed(Seen.Ready("a")), removeContents: false, abandon: true);

        Assert.DoesNotContain(plan.Steps, s => s.Shown.Effect == PlanEffect.Release);
        Assert.Contains("host/a/delete", plan.Ids());
    }

    [Fact]
    public void Delete_WithContents_RemovesThem() =>
        Assert.Equal(StepKind.RemoveContents, DeletePlanner.Plan(Observed(), removeContents: true, abandon: false).Step("contents").Kind);

    [Fact]
    public void Delete_WithStrays_NamesThemAndSaysWhichAreCopies()
    {
        var observed = Observed(Seen.Ready("a"));
        var device = observed.Devices[0];
        observed = observed with { Devices = [.. observed.Devices, device with { Id = "stray-1" }, device with { Id = "copy-1", EdgeKey = null, CopyOf = World.KeyOf("a") }] };

        Assert.Contains("stray-1, copy-1 (a copy that somebody has made of a machine)", DeletePlanner.Plan(observed, false, false).Step("rest").Shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void DeleteHosts_OfOne_TakesItOutOfTheDescriptorBeforeItsMachineGoes()
    {
        var observed = Observed(Seen.Ready("a", 1), Seen.Ready("b", 2));

        var plan = DeleteHostsPlanner.Plan(observed, [observed.Hosts[0]], hasOverlay: true, removeContents: false);

        Assert.Equal(["host/a/offline", "contents", "forget", "host/a/release", "host/b/peers", "host/a/delete"], plan.Ids());
        Assert.Equal(["forget"], plan.Step("host/a/release").Shown.DependsOn);
        Assert.Equal(["host/a/release"], plan.Step("host/b/peers").Shown.DependsOn);
        Assert.Equal(["host/b/peers"], plan.Step("host/a/delete").WaitsFor);
    }

    [Fact]
    public void Configure_OfUnchangedHosts_IsEmptyUnlessAskedAgain()
    {
        var observed = Observed(Seen.Ready("a"));

        Assert.True(ConfigurePlanner.Plan(observed, observed.Hosts, _ => "fingerprint", false, reapply: false).IsEmpty);
        Assert.Equal(["host/a/offline", "host/a/configure", "host/a/enable"], ConfigurePlanner.Plan(observed, observed.Hosts, _ => "fingerprint", false, reapply: true).Ids());
        Assert.False(ConfigurePlanner.Plan(observed, observed.Hosts, _ => "another", false, reapply: false).IsEmpty);
    }

    [Fact]
    public void Configure_OfAHostWithVirtualMachines_DoesNotTakeItOffline()
    {
        var observed = Observed(Seen.Ready("a", machines: [4]));

        Assert.Equal(["host/a/configure", "host/a/enable"], ConfigurePlanner.Plan(observed, observed.Hosts, _ => "other", false, false).Ids());
    }

    [Fact]
    public void Configure_OfAHostThatIsOff_LeavesItAloneAndSaysSo()
    {
        var observed = Observed(Seen.Ready("a", power: HostPower.Off));

        var plan = ConfigurePlanner.Plan(observed, observed.Hosts, _ => "other", false, true);

        Assert.True(plan.IsEmpty);
        Assert.Contains("a is powered off", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PowerChange.Stop, StepKind.StopHost, "host poweroff")]
    [InlineData(PowerChange.Restart, StepKind.RestartHost, "host reboot")]
    [InlineData(PowerChange.Reset, StepKind.ResetHost, "host reset")]
    public void Power_OfAHostThatIsOn_IsOneStep(PowerChange change, StepKind kind, string verb)
    {
        var observed = Observed(Seen.Ready("a", machines: [3, 4]));

        var plan = PowerPlanner.Plan(observed, observed.Hosts, change);

        Assert.Equal(kind, Assert.Single(plan.Steps).Kind);
        Assert.Equal(verb, plan.Verb);
        Assert.Equal("Host a runs virtual machines 3, 4, which will lose it.", Assert.Single(plan.Notes));
    }

    [Fact]
    public void Power_OfAHostWithVirtualMachineZero_TellsItByItsName()
    {
        var observed = Observed(Seen.Ready("a", machines: [0])) with { MachineNames = new MachineNames(new Dictionary<int, string> { [0] = "web" }) };

        Assert.Equal("Host a runs virtual machine 0 (web), which will lose it.", Assert.Single(PowerPlanner.Plan(observed, observed.Hosts, PowerChange.Stop).Notes));
    }

    [Fact]
    public void Power_OfAHostThatIsSoAlready_IsEmpty()
    {
        Assert.True(PowerPlanner.Plan(Observed(), [Seen.Ready("a", power: HostPower.Off, state: 8)], PowerChange.Stop).IsEmpty);
        Assert.True(PowerPlanner.Plan(Observed(Seen.Ready("a")), [Seen.Ready("a")], PowerChange.Start).IsEmpty);
    }

    [Theory]
    [InlineData(DeviceState.Inactive, PowerChange.Start, StepKind.StartHost)]
    [InlineData(DeviceState.Active, PowerChange.Stop, StepKind.StopHost)]
    public void Power_OfAHostThatSomebodyHasSwitchedAtTheProvider_IsChanged(DeviceState state, PowerChange change, StepKind kind)
    {
        var host = Seen.Ready("a", power: change == PowerChange.Stop ? HostPower.Off : HostPower.On, state: change == PowerChange.Stop ? 8 : 2);
        var observed = Observed(host);

        Assert.Equal(kind, Assert.Single(PowerPlanner.Plan(observed with { Devices = [observed.Devices[0] with { State = state }] }, [host], change).Steps).Kind);
    }

    [Theory]
    [InlineData("203.0.113.9", 1)]
    [InlineData("198.51.100.1", 0)]
    [InlineData(null, 0)]
    public void Power_OfAHostWhoseMachineHasAnotherAddress_IsChanged(string? now, int steps)
    {
        var observed = Observed(Seen.Ready("a"));

        Assert.Equal(steps, PowerPlanner.Plan(observed with { Devices = [observed.Devices[0] with { PublicAddress = now }] }, observed.Hosts, PowerChange.Start).Steps.Count);
    }

    [Fact]
    public void Power_OfAHostWhoseMachineIsGone_IsNotPassedOver() =>
        Assert.Single(PowerPlanner.Plan(Observed(), [Seen.Ready("a")], PowerChange.Start).Steps);

    [Fact]
    public void Power_OfAHostInTheMiddleOfARestart_GoesOn() =>
        Assert.Single(PowerPlanner.Plan(Observed(), [Seen.Ready("a", power: new HostPower(HostPowerKind.Restarting, "b"), state: 8)], PowerChange.Restart).Steps);

    [Theory]
    [InlineData(true, "d-a", "AddressOfMachine")]
    [InlineData(true, "d-other", null)]
    [InlineData(false, "d-a", null)]
    public void DeleteAddresses_OfWhichOneIsAHostsOwn_IsRefused(bool isOwn, string device, string? code)
    {
        var address = new ReservedAddress("198.51.100.7", new AddressAssignment("assoc-1", device, "10.0.0.5") { IsMachinesOwn = isOwn });
        var observed = Observed(Seen.Ready("a")) with { Reservations = [new ObservedReservation("ec2", new AddressReservation("r-1", null, "198.51.100.7", 1) { Addresses = [address] })] };

        var refused = Record.Exception(() => AddressPlanner.Delete(observed, new DeleteAddressRequest("edge", ["r-1"])));

        Assert.Equal(code, (refused as EdgeException)?.Code);
    }

    [Fact]
    public void Power_OfAHostWithoutDevice_IsRefused() =>
        Assert.Equal("HostHasNoDevice", Assert.Throws<EdgeException>(() => PowerPlanner.Plan(Observed(), [Seen.Host("a")], PowerChange.Stop)).Code);

    [Fact]
    public void PeerRepair_WhereTheHashIsEmpty_SendsTheSetToAllThatAreOn()
    {
        var observed = Observed(Seen.Ready("a", 1), Seen.Ready("b", 2), Seen.Ready("c", 3, power: HostPower.Off));
        observed = observed with { Record = observed.Record! with { PeersHash = "" } };
        var plan = PowerPlanner.Plan(observed, [observed.Hosts[0]], PowerChange.Restart);

        var repaired = PeerRepair.Add(plan, observed);

        Assert.Equal(["host/a/restart", "host/a/peers", "host/b/peers"], repaired.Ids());
        Assert.Equal(["host/a/restart"], repaired.Step("host/a/peers").Shown.DependsOn);
    }

    [Fact]
    public void PeerRepair_WhereNothingIsToBeDoneOrTheHashStands_AddsNothing()
    {
        var observed = Observed(Seen.Ready("a"));
        var plan = PowerPlanner.Plan(observed, observed.Hosts, PowerChange.Restart);

        Assert.Equal(plan.Ids(), PeerRepair.Add(plan, observed).Ids());
        Assert.True(PeerRepair.Add(plan with { Steps = [] }, observed with { Record = observed.Record! with { PeersHash = "" } }).IsEmpty);
    }

    [Fact]
    public void PeerRepair_OfAHostThatStops_LeavesItOut()
    {
        var observed = Observed(Seen.Ready("a"));
        observed = observed with { Record = observed.Record! with { PeersHash = "" } };

        Assert.Equal(["host/a/stop"], PeerRepair.Add(PowerPlanner.Plan(observed, observed.Hosts, PowerChange.Stop), observed).Ids());
    }

    [Fact]
    public void Unconfirmed_OfTheSamePlan_IsNothing()
    {
        var plan = Inputs.Plan(Two, Inputs.Nothing);

        Assert.Empty(plan.Unconfirmed(plan));
    }

    [Fact]
    public void Unconfirmed_OfAPlanThatDoesLess_IsNothing() =>
        Assert.Empty(Inputs.Plan(Two, Observed(Seen.Ready("a"))).Unconfirmed(Inputs.Plan(Two, Inputs.Nothing)));

    [Fact]
    public void Unconfirmed_OfAPurchaseThatWasNotShown_IsThatStep() =>
        Assert.Equal(["host/b/rent"], Inputs.Plan(Two, Inputs.Nothing).Unconfirmed(Inputs.Plan(Two, Observed(Seen.Ready("b", 2)))).Where(s => s.Shown.Effect == PlanEffect.Rent).Select(s => s.Id));

    [Fact]
    public void Unconfirmed_OfADestructionThatWasNotShown_IsThatStep()
    {
        var before = DeletePlanner.Plan(Observed(), false, false);
        var after = DeletePlanner.Plan(Observed() with { Networks = [Seen.Network(7, "net")], Datastores = [Seen.Datastore(101, "img")] }, false, false);

        Assert.Equal(["network/7", "datastore/101"], after.Unconfirmed(before).Select(s => s.Id));
    }
}
