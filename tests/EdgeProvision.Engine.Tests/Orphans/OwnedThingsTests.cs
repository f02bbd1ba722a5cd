using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Orphans;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Orphans;

/// <summary>What a front-end has, and so is nobody's orphan.</summary>
public sealed class OwnedThingsTests
{
    private const string Lost = "99999999-2222-3333-4444-555555555555";
    private static readonly FrontEndSnapshot s_nothing = new([], [], [], [], []);
    private static readonly TaggedItem s_device = new(TaggedItemKind.Device, "d-1", Lost, $"{Lost}/host/a", "a");

    private static readonly TaggedItem s_block = TaggedItem.Of(
        new AddressReservation("r-1", $"{Lost}/net/range/0", "198.18.0.4", 2)
        {
            Addresses = [new ReservedAddress("198.18.0.4", null), new ReservedAddress("198.18.0.5", new AddressAssignment("as-1", "d-9", "198.18.0.5"))],
        },
        Lost);

    [Fact]
    public void Has_OfWhatNobodyKnows_IsFalse()
    {
        var owned = new OwnedThings(s_nothing with { Hosts = [Host(AttributeTree.Empty)], Networks = [Network(Range(("IP", "198.18.0.6"), ("SIZE", "4")))] });

        Assert.False(owned.Has(s_device));
        Assert.False(owned.Has(s_block));
        Assert.False(owned.Has(new TaggedItem(TaggedItemKind.Surroundings, "vpc-1", Lost, null, "vpc-1")));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Has_OfARecordsOrAClustersProvision_IsTrueForAllOfItInAnyCase(bool hasRecord, bool hasCluster)
    {
        var owned = new OwnedThings(s_nothing with { Records = hasRecord ? [Seen.Record("name: edge\n")] : [], Clusters = hasCluster ? [Seen.Cluster()] : [] });

        foreach (var item in new[] { s_device, s_block, new TaggedItem(TaggedItemKind.Surroundings, "vpc-1", Lost, null, "vpc-1"), new TaggedItem(TaggedItemKind.Disk, "vol-1", Lost, null, "a") })
            Assert.True(owned.Has(item with { ProvisionId = World.ProvisionId.ToUpperInvariant() }));
        Assert.False(owned.Has(s_device));
    }

    [Fact]
    public void Has_OfAHostsMachine_IsTrueWhateverItsTagSays()
    {
        var named = Host(AttributeTree.Empty.Add("PROVISION", new AttributeTree(("DEPLOY_ID", "d-1"))));
        var claimed = Host(new AttributeTree(("EDGE_KEY", $"{Lost}/host/a"), ("EDGE_REQUEST", "1 open")));
        var orphaned = Host(AttributeTree.Empty.Add("PROVISION", new AttributeTree(("PROVISION_ID", Lost))));

        Assert.True(new OwnedThings(s_nothing with { Hosts = [named] }).Has(s_device));
        Assert.True(new OwnedThings(s_nothing with { Hosts = [claimed] }).Has(s_device));
        Assert.True(new OwnedThings(s_nothing with { Hosts = [claimed] }).Has(s_device with { Kind = TaggedItemKind.Disk, Id = "vol-1", ProvisionId = "another" }));
        Assert.True(new OwnedThings(s_nothing with { Hosts = [orphaned] }).Has(s_device));
        Assert.False(new OwnedThings(s_nothing with { Hosts = [named] }).Has(s_device with { Id = "d-2" }));
    }

    [Fact]
    public void Has_OfACopy_IsTrueOnlyForAHostsMachineWhateverProvisionAndKeyItsTagsSay()
    {
        var copy = s_device with { Kind = TaggedItemKind.Copy, ProvisionId = World.ProvisionId };
        var claimed = Host(new AttributeTree(("EDGE_KEY", $"{Lost}/host/a")));
        var named = Host(AttributeTree.Empty.Add("PROVISION", new AttributeTree(("DEPLOY_ID", "d-1"))));

        Assert.False(new OwnedThings(s_nothing with { Records = [Seen.Record("name: edge\n")], Hosts = [claimed] }).Has(copy));
        Assert.True(new OwnedThings(s_nothing with { Hosts = [named] }).Has(copy));
    }

    [Theory]
    [InlineData("DEPLOY_ID", "r-1")]
    [InlineData("EDGE_KEY", $"{Lost}/net/range/0")]
    [InlineData("IP", "198.18.0.3")]
    public void Has_OfARangesBlock_IsTrueBothBeforeAndWhenItsNetworkIsReady(string name, string value)
    {
        var ready = new OwnedThings(s_nothing with { Networks = [Network(Range((name, value), ("SIZE", "2")))] });
        Assert.True(ready.Has(s_block));

        // The template of a network in the making has no end of a range.
        var text = name == "IP" ? "198.18.0.4" : value;
        var inTheMaking = Network() with { State = NetworkState.LockCreate, Template = AttributeTree.Empty.Add("AR", new AttributeTree((name, text))) };
        Assert.True(new OwnedThings(s_nothing with { Networks = [inTheMaking] }).Has(s_block));
    }

    [Fact]
    public void Has_OfABlockThatLeadsToAHostsMachine_IsTrue()
    {
        var host = Host(AttributeTree.Empty.Add("PROVISION", new AttributeTree(("DEPLOY_ID", "d-9"))));

        Assert.True(new OwnedThings(s_nothing with { Hosts = [host] }).Has(s_block));
    }

    [Fact]
    public void New_RecordThatCannotBeReadAndDoesNotSayWhose_SaysThatNothingCanBeTold()
    {
        var error = new EdgeException("RecordUnreadable", ErrorKind.NotSupported, "Format 9.") { RecommendedAction = "Use a newer version." };
        var silent = new DocumentObject(9, "broken", 0, 3343, new AttributeTree(("EDGE_FORMAT", "9")));
        var telling = silent with { Template = new AttributeTree(("EDGE_FORMAT", "9"), ("PROVISION_ID", Lost)) };

        var thrown = Assert.Throws<EdgeException>(() => new OwnedThings(s_nothing with { Unreadable = [(silent, error)] }));

        Assert.Equal(("OrphansUnknowable", "document 9", "Use a newer version."), (thrown.Code, thrown.Target, thrown.RecommendedAction));
        Assert.True(new OwnedThings(s_nothing with { Unreadable = [(telling, error)] }).Has(s_device));
    }

    private static HostObject Host(AttributeTree template) => new(1, "host", HostState.Monitored, 0, "default", "kvm", "kvm", 0, [], template);

    private static NetworkObject Network(params AddressRange[] ranges) => new(7, "public", 0, NetworkState.Ready, [0], "br0", "dummy", 0, [.. ranges], AttributeTree.Empty);

    private static AddressRange Range(params (string Name, string Value)[] attributes)
    {
        var tree = new AttributeTree(attributes);
        return new AddressRange(0, "IP4", tree.Text("IP"), int.Parse(tree.Text("SIZE")!, System.Globalization.CultureInfo.InvariantCulture), tree.Text("IPAM_MAD"), null, [], tree);
    }
}
