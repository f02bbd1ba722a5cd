using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class ObjectReadingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clusters_List_ComesByIdWithItsMembers()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("cluster-pool"));

        var clusters = await client.Clusters.ListAsync(Token);

        Assert.Equal([0, 100], clusters.Select(cluster => cluster.Id));
        Assert.Equal("edge-a", clusters[1].Name);
        Assert.Equal([0], clusters[1].HostIds);
        Assert.Equal([100, 101, 102], clusters[1].DatastoreIds);
        Assert.Equal([0, 1, 2], clusters[1].NetworkIds);
        Assert.Equal("11111111-2222-3333-4444-555555555555", clusters[1].Template.TextAt("PROVISION/PROVISION_ID"));
    }

    [Theory]
    [InlineData("host-cipher", SecretView.Cipher, "z2YfmSh0/wysT1JKbBAfSg==")]
    [InlineData("host-clear", SecretView.Clear, "hidden-value")]
    public async Task Hosts_Info_ShowsSecretsAsAsked(string recorded, SecretView view, string secret)
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml(recorded));

        var host = await client.Hosts.InfoAsync(0, view, Token);

        Assert.Equal(secret, host.Template.Text("EC2_SECRET"));
        Assert.Equal((HostState.Offline, 100, "edge-a", "dummy", 0), (host.State, host.ClusterId, host.ClusterName, host.VmMad, host.RunningVms));
        Assert.Equal("t1.small.x86", host.Template.TextAt("PROVISION/PLAN"));
    }

    [Fact]
    public async Task Hosts_EmptyPool_IsEmpty()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("host-pool-empty"));

        Assert.Empty(await client.Hosts.ListAsync(Token));
    }

    [Fact]
    public async Task Hosts_InfoOf5_10_IsRead()
    {
        using var client = FakeFrontEnd.Showing(
            "<HOST><ID>4</ID><NAME>h</NAME><STATE>2</STATE><IM_MAD>kvm</IM_MAD><VM_MAD>kvm</VM_MAD><LAST_MON_TIME>0</LAST_MON_TIME>"
            + "<CLUSTER_ID>100</CLUSTER_ID><CLUSTER>c</CLUSTER><HOST_SHARE><DISK_USAGE>0</DISK_USAGE><RUNNING_VMS>2</RUNNING_VMS></HOST_SHARE>"
            + "<VMS><ID>8</ID><ID>9</ID></VMS><TEMPLATE></TEMPLATE></HOST>");

        var host = await client.Hosts.InfoAsync(4, SecretView.Cipher, Token);

        Assert.Equal((HostState.Monitored, 2), (host.State, host.RunningVms));
        Assert.Equal([8, 9], host.VmIds);
    }

    [Fact]
    public async Task Datastores_List_IsRead()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("datastore-pool"));

        var datastores = await client.Datastores.ListAsync(Token);

        Assert.Equal([0, 1, 2, 100, 101, 102], datastores.Select(datastore => datastore.Id));
        Assert.Equal(
            [DatastoreType.System, DatastoreType.Image, DatastoreType.File, DatastoreType.Image, DatastoreType.System, DatastoreType.Image],
            datastores.Select(datastore => datastore.Type));
        Assert.Equal((20480, 20480), (datastores[3].TotalMb, datastores[3].FreeMb));
        Assert.Equal([100], datastores[3].ClusterIds);
    }

    [Fact]
    public async Task Networks_InfoWithAHeldLease_ShowsIt()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("network-held"));

        var network = await client.Networks.InfoAsync(0, SecretView.Cipher, Token);

        Assert.Equal((NetworkState.Ready, "br0", "dummy", 1), (network.State, network.Bridge, network.VnMad, network.UsedLeases));
        var range = Assert.Single(network.AddressRanges);
        Assert.Equal((0, "IP4", "192.168.150.2", 253, 1), (range.Id, range.Type, range.Ip, range.Size, range.UsedLeases));
        var lease = Assert.Single(range.Leases);
        Assert.Equal(("192.168.150.5", true), (lease.Ip, lease.IsHeld));
        Assert.False(range.Attributes.Contains("LEASES"));
    }

    [Fact]
    public async Task Networks_InfoWithRanges_KeepsTheirOrderAndDrivers()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("network-ranges"));

        var ranges = (await client.Networks.InfoAsync(1, SecretView.Cipher, Token)).AddressRanges;

        Assert.Equal(["IP4", "ETHER", "IP6", "IP4", "IP4"], ranges.Select(range => range.Type));
        Assert.Equal([null, null, null, "dummy", null], ranges.Select(range => range.IpamMad));
        Assert.Null(ranges[1].Ip);
    }

    [Fact]
    public async Task Networks_List_DoesNotKnowLeases()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("network-pool"));

        var networks = await client.Networks.ListAsync(Token);

        Assert.Equal([0, 1, 2], networks.Select(network => network.Id));
        Assert.All(networks.SelectMany(network => network.AddressRanges), range => Assert.Null(range.UsedLeases));
    }

    [Fact]
    public async Task Networks_InfoOf5_10_HasNoState()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("network").Replace("<STATE><![CDATA[1]]></STATE>", "", StringComparison.Ordinal));

        Assert.Null((await client.Networks.InfoAsync(0, SecretView.Cipher, Token)).State);
    }

    [Fact]
    public async Task Networks_InfoOf7_4_IsReadWithItsFurtherElements()
    {
        var xml = Recorded.Xml("network")
            .Replace("<PREV_STATE>", "<TEMPLATE_ID>-1</TEMPLATE_ID><PREV_STATE>", StringComparison.Ordinal)
            .Replace("<AR_ID>", "<NEXT_INDEX><![CDATA[3]]></NEXT_INDEX><SHARED><![CDATA[NO]]></SHARED><AR_ID>", StringComparison.Ordinal);
        using var client = FakeFrontEnd.Showing(xml);

        var range = (await client.Networks.InfoAsync(0, SecretView.Cipher, Token)).AddressRanges[0];

        Assert.Equal("3", range.Attributes.Text("NEXT_INDEX"));
    }

    [Theory]
    [InlineData("<VM><![CDATA[3]]></VM>", 3, null, null)]
    [InlineData("<VNET><![CDATA[8]]></VNET>", null, 8, null)]
    [InlineData("<VROUTER><![CDATA[2]]></VROUTER>", null, null, 2)]
    public async Task Networks_LeaseInUse_SaysByWhom(string user, int? vm, int? network, int? router)
    {
        using var client = FakeFrontEnd.Showing(
            Recorded.Xml("network-held").Replace("<VM><![CDATA[-1]]></VM>", user, StringComparison.Ordinal));

        var lease = (await client.Networks.InfoAsync(0, SecretView.Cipher, Token)).AddressRanges[0].Leases[0];

        Assert.Equal((vm, network, router, false), (lease.VmId, lease.NetworkId, lease.RouterId, lease.IsHeld));
    }

    [Fact]
    public async Task Documents_List_IsRead()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("document-pool"));

        var documents = await client.Documents.ListAsync(103, Token);

        Assert.Equal([0, 1, 2], documents.Select(document => document.Id));
        Assert.Equal("second", documents[1].Template.Text("BODY"));
        Assert.All(documents, document => Assert.Equal(103, document.Type));
    }

    [Fact]
    public async Task Documents_Locked_IsReadLikeAnother()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("document-locked"));

        Assert.Equal("{\"state\":\"done\"}", (await client.Documents.InfoAsync(0, SecretView.Cipher, Token)).Template.Text("BODY"));
    }

    [Fact]
    public async Task Templates_ListOfLocks_ShowsAllOwners()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("template-pool"));

        var locks = await client.Templates.ListAsync(Token);

        Assert.Equal([(10, 0, "oneadmin", "1"), (11, 2, "admin2", "0")], locks.Select(item => (item.Id, item.OwnerId, item.OwnerName, item.Template.Text("EDGE_BEAT")!)));
        Assert.Equal(1795367766, locks[0].RegisteredAt.ToUnixTimeSeconds());
        Assert.Equal("12", locks[0].Template.TextAt("EDGE_OWNER/PID"));
    }

    [Fact]
    public async Task Images_Info_IsRead()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("image"));

        var image = await client.Images.InfoAsync(0, Token);

        Assert.Equal((0, "disk1", ImageState.Ready, 100), (image.Id, image.Name, image.State, image.DatastoreId));
        Assert.Empty(image.VmIds);
    }

    [Theory]
    [InlineData("vm-pending", VmState.Pending, null, null)]
    [InlineData("vm-active", VmState.Active, 0, 101)]
    [InlineData("vm-done", VmState.Done, 0, 101)]
    public async Task VirtualMachines_Info_TellsWhere(string recorded, VmState state, int? host, int? datastore)
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml(recorded));

        var vm = await client.VirtualMachines.InfoAsync(0, Token);

        Assert.Equal((state, host, datastore), (vm.State, vm.HostId, vm.DatastoreId));
        Assert.Equal("0", vm.Template.TextAt("NIC/NETWORK_ID"));
        Assert.Equal("bar", vm.UserTemplate.Text("FOO"));
    }

    [Fact]
    public async Task VirtualMachines_List_IsRead()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("vm-pool"));

        Assert.Equal((0, VmState.Active), (await client.VirtualMachines.ListAsync(Token)).Select(vm => (vm.HostId, vm.State)).Single());
    }

    [Fact]
    public async Task Users_WhoAmI_KeepsNoHashes()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("user"));

        var user = await client.Users.WhoAmIAsync(Token);

        Assert.True(user.IsAdministrator);
        Assert.Empty(user.Template);
    }

    [Theory]
    [InlineData("<HOST><NAME>no id</NAME></HOST>")]
    [InlineData("<HOST><ID>x</ID></HOST>")]
    [InlineData("<VNET><ID>1</ID></VNET>")]
    [InlineData("<HOST><ID>1</ID>")]
    [InlineData("no XML")]
    [InlineData("")]
    public async Task Info_AnotherDocument_IsAnInvalidAnswer(string xml)
    {
        using var client = FakeFrontEnd.Showing(xml);

        var failure = await Assert.ThrowsAsync<EdgeException>(() => client.Hosts.InfoAsync(1, SecretView.Cipher, Token));

        Assert.Equal((FrontEndErrorCodes.InvalidAnswer, ErrorKind.InvalidAnswer), (failure.Code, failure.Kind));
    }
}
