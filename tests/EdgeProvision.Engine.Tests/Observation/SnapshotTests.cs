using System.Collections.Immutable;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Observation;

public sealed class SnapshotTests
{
    private static HostObject Host(int id, string name, AttributeTree template, int cluster = 100) =>
        new(id, name, HostState.Monitored, cluster, "edge", "kvm", "kvm", 0, [], template);

    private static AttributeTree Original(string hostname) => new AttributeTree(("PM_MAD", "packet"), ("PROVISION_CONFIGURATION_STATUS", "configured"))
        .Add("PROVISION", new AttributeTree(("HOSTNAME", hostname), ("PROVISION_ID", World.ProvisionId), ("DEPLOY_ID", "d-" + hostname)));

    private static FrontEndSnapshot Snapshot(IReadOnlyList<HostObject>? hosts = null, bool hasRecord = false, bool hasCluster = true) => new(
        hasRecord ? [Seen.Record("name: edge\n")] : [], hasCluster ? [Seen.Cluster()] : [], hosts ?? [], [], []);

    [Fact]
    public void Find_OfTheOriginalsProvision_TakesItFromItsCluster()
    {
        var found = Snapshot([Host(1, "198.51.100.1", Original("Alpha"))]).Find("edge");

        Assert.Equal(World.ProvisionId, found.Id);
        Assert.Null(found.Record);
        Assert.Equal("alpha", Assert.Single(found.Hosts).Key);
    }

    [Fact]
    public void Find_OfHostsThatShareAHostname_KeepsThemApart()
    {
        // The original allowed it: a hostname among the defaults is every host's.
        var found = Snapshot([Host(1, "198.51.100.1", Original("same")), Host(2, "198.51.100.2", Original("same"))]).Find("edge");

        Assert.Equal(2, found.Hosts.Select(h => h.Key).Distinct().Count());
    }

    [Fact]
    public void Find_ByItsIdInAnyCase_FindsIt() => Assert.False(Snapshot(hasRecord: true).Find(World.ProvisionId.ToUpperInvariant()).IsNew);

    [Fact]
    public void Find_OfARecordWithoutCluster_IsAProvision() => Assert.NotNull(Snapshot(hasRecord: true, hasCluster: false).Find("edge").Record);

    [Fact]
    public void Find_OfAnUnknownName_IsNew() => Assert.True(Snapshot().Find("other").IsNew);

    [Fact]
    public void Find_OfTwoOfOneName_AsksForTheId()
    {
        var other = Seen.Cluster(101) with { Template = AttributeTree.Empty.Add("PROVISION", new AttributeTree(("PROVISION_ID", "other-id"), ("NAME", "edge"))) };

        var error = Assert.Throws<EdgeException>(() => (Snapshot() with { Clusters = [Seen.Cluster(), other] }).Find("edge"));

        Assert.Equal("ProvisionNameAmbiguous", error.Code);
        Assert.Contains("other-id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OfAnUnreadableRecord_FailsForThatProvisionOnly()
    {
        var broken = new DocumentObject(9, "broken", 0, 3343, new AttributeTree(("PROVISION_NAME", "broken"), ("EDGE_FORMAT", "9")));
        var snapshot = Snapshot() with { Unreadable = [(broken, new EdgeException("RecordUnreadable", ErrorKind.NotSupported, "Format 9."))] };

        Assert.Equal("RecordUnreadable", Assert.Throws<EdgeException>(() => snapshot.Find("broken")).Code);
        Assert.False(snapshot.Find("edge").IsNew);
    }

    [Fact]
    public void Find_OfAHostWithoutClaim_ListsItAsAStubOnlyUnderAGeneratedName()
    {
        var found = Snapshot([Host(1, "provision-" + new string('a', 48), AttributeTree.Empty), Host(2, "provision-mine", AttributeTree.Empty), Host(3, "provision-" + new string('b', 48), AttributeTree.Empty, cluster: 0)]).Find("edge");

        Assert.Equal([1], found.Stubs.Select(s => s.Id));
        Assert.Empty(found.Hosts);
    }

    [Fact]
    public void Judge_OfAnOpenEntryWithoutLock_IsInterrupted()
    {
        var observed = new ObservedProvision { Name = "edge", Record = Seen.Record("") with { Operations = [World.Entry("1", OperationOutcome.Running), World.Entry("2", OperationOutcome.Running), World.Entry("3", OperationOutcome.Failed)] } };

        var judged = OperationLog.Judge(observed, ImmutableHashSet.Create("2"));

        Assert.Equal([OperationOutcome.Interrupted, OperationOutcome.Running, OperationOutcome.Failed], judged.Record!.Operations.Select(o => o.Outcome));
    }
}
