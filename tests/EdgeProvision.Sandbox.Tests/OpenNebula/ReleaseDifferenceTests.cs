using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.OpenNebula.Drivers;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>The tables of differences between 5.10.5, 6.10.5 and 7.4.0.</summary>
public sealed class ReleaseDifferenceTests
{
    private const string Network = "NAME=\"n\"\nVN_MAD=\"bridge\"\nAR=[ TYPE=\"IP4\", IP=\"10.0.0.1\", SIZE=\"2\" ]";

    [Theory]
    [InlineData(FrontEndRelease.V5_10, "5.10.5", "TEMPLATE", "dummy kvm lxc qemu")]
    [InlineData(FrontEndRelease.V6_10, "6.10.5", "OPENNEBULA_CONFIGURATION", "monitord")]
    [InlineData(FrontEndRelease.V7_4, "7.4.0", "OPENNEBULA_CONFIGURATION", "monitord")]
    public async Task System_VersionConfigRootAndInformationDrivers(FrontEndRelease release, string version, string root, string drivers)
    {
        using var world = new FrontEndWorld(release);
        Assert.Equal(version, (await world.Client.CallAsync("one.system.version")).Text);
        var configuration = await world.Client.InfoAsync("one.system.config");
        Assert.Equal(root, configuration.Name.LocalName);
        Assert.Equal(drivers, string.Join(' ', configuration.Elements("IM_MAD").Select(mad => mad.Element("NAME")!.Value)));
    }

    [Theory]
    [InlineData(FrontEndRelease.V5_10, 8192, "[one.cluster.allocate] NAME is already taken by CLUSTER 0.", "[one.host.allocate] Invalid NAME, it cannot be empty")]
    [InlineData(FrontEndRelease.V6_10, 8192, "[one.cluster.allocate] NAME is already taken by CLUSTER 0.",
        "[one.host.allocate] Invalid HOSTNAME, HOSTNAME length should be greater than 1, but smaller than 64 characters")]
    [InlineData(FrontEndRelease.V7_4, 16384, "[one.cluster.allocate] Error allocating a new cluster. NAME is already taken by CLUSTER 0.",
        "[one.host.allocate] Error allocating a new host. Invalid HOSTNAME, HOSTNAME length should be greater than 1, but smaller than 64 characters")]
    public async Task Allocate_Refused_CodeAndText(FrontEndRelease release, int code, string cluster, string host)
    {
        using var world = new FrontEndWorld(release);
        (await world.Client.CallAsync("one.cluster.allocate", "default")).IsRefused(code, cluster);
        (await world.Client.CallAsync("one.host.allocate", "", "kvm", "kvm", 0)).IsRefused(code, host);
    }

    [Theory]
    [InlineData(FrontEndRelease.V5_10, 0)]
    [InlineData(FrontEndRelease.V6_10, 0)]
    [InlineData(FrontEndRelease.V7_4, 100)]
    public async Task DelHost_Answer(FrontEndRelease release, int answer)
    {
        using var world = new FrontEndWorld(release);
        var cluster = await world.Client.IdAsync("one.cluster.allocate", "c");
        var host = await world.Client.IdAsync("one.host.allocate", "h", "kvm", "kvm", cluster);
        Assert.Equal(answer, await world.Client.IdAsync("one.cluster.delhost", cluster, host));
    }

    [Fact]
    public async Task Network_On510_IsThereAtOnceAndHasNoState()
    {
        using var world = new FrontEndWorld(FrontEndRelease.V5_10);
        var id = await world.Client.IdAsync("one.vn.allocate", Network, 0);
        var network = await world.Client.InfoAsync("one.vn.info", id);
        Assert.Null(network.Element("STATE"));
        Assert.Single(network.Element("AR_POOL")!.Elements("AR"));
        Assert.Equal(id, await world.Client.IdAsync("one.vn.delete", id));
        Assert.Equal(1024, (await world.Client.CallAsync("one.vn.info", id)).Code);
    }

    [Theory]
    [InlineData(FrontEndRelease.V6_10)]
    [InlineData(FrontEndRelease.V7_4)]
    public async Task Network_Since6_IsMadeAndDeletedInTheBackground(FrontEndRelease release)
    {
        using var world = new FrontEndWorld(release);
        var client = world.Client;
        var cluster = await client.IdAsync("one.cluster.allocate", "c");
        var id = await client.IdAsync("one.vn.allocate", Network, cluster);
        var network = await client.InfoAsync("one.vn.info", id);
        Assert.Equal("2", network.Element("STATE")!.Value);
        Assert.NotNull(network.Element("TEMPLATE")!.Element("AR"));
        (await client.CallAsync("one.vn.add_ar", id, "AR=[ TYPE=\"ETHER\", SIZE=\"1\" ]"))
            .IsRefused(2048, "[one.vn.add_ar] Could not execute one.vn.add_arVirtual Network is in wrong state: LOCK_CREATE");
        (await client.CallAsync("one.vn.rm_ar", id, 0))
            .IsRefused(2048, "[one.vn.rm_ar] Could not remove Adress Range, Virtual Network is in wrong state: LOCK_CREATE");
        (await client.CallAsync("one.vn.delete", id))
            .IsRefused(2048, "[one.vn.delete] Cannot delete virtual network. Can not remove a Virtual Network, wrong state LOCK_CREATE");

        await world.PassAsync(TimeSpan.FromMilliseconds(300));
        network = await client.InfoAsync("one.vn.info", id);
        Assert.Equal("1", network.Element("STATE")!.Value);
        Assert.Null(network.Element("TEMPLATE")!.Element("AR"));
        Assert.Single(network.Element("AR_POOL")!.Elements("AR"));

        await client.IdAsync("one.vn.delete", id);
        Assert.Equal("3", (await client.InfoAsync("one.vn.info", id)).Element("STATE")!.Value);
        (await client.CallAsync("one.cluster.delete", cluster))
            .IsRefused(2048, $"[one.cluster.delete] Cannot delete cluster. Cluster {cluster} is not empty, it contains 1 vnets.");
        await world.PassAsync(TimeSpan.FromMilliseconds(300));
        Assert.Equal(1024, (await client.CallAsync("one.vn.info", id)).Code);
    }

    [Fact]
    public async Task Locks_On510_NotForDocumentsAndNotAgainstAdministrators()
    {
        using var world = new FrontEndWorld(FrontEndRelease.V5_10);
        var document = await world.Client.IdAsync("one.document.allocate", "NAME=d", 3343);
        (await world.Client.CallAsync("one.document.lock", document, 4, false))
            .IsRefused(512, "[one.document.lock] User [0] not authorized to perform action on document.");
        var network = await world.Client.IdAsync("one.vn.allocate", Network, 0);
        await world.Client.IdAsync("one.vn.lock", network, 4, false);
        Assert.Equal(network, await world.Client.IdAsync("one.vn.delete", network));
    }

    [Fact]
    public async Task Host_On510_HasItsOwnElements()
    {
        using var world = new FrontEndWorld(FrontEndRelease.V5_10) { Monitor = (_, _) => new HostCapacity(400, 8000000) };
        var id = await world.Client.IdAsync("one.host.allocate", "h", "kvm", "kvm", 0);
        await world.PassAsync(TimeSpan.FromSeconds(2));
        var host = await world.Client.InfoAsync("one.host.info", id);
        Assert.Equal("2", host.Element("STATE")!.Value);
        Assert.NotNull(host.Element("LAST_MON_TIME"));
        Assert.Null(host.Element("MONITORING"));
        Assert.Equal("8000000", host.Element("HOST_SHARE")!.Element("FREE_MEM")!.Value);
    }

    [Fact]
    public async Task Extras_On74_AreThere()
    {
        using var world = new FrontEndWorld(FrontEndRelease.V7_4);
        var id = await world.Client.IdAsync("one.vn.allocate", Network, 0);
        await world.PassAsync(TimeSpan.FromMilliseconds(300));
        var network = await world.Client.InfoAsync("one.vn.info", id);
        Assert.NotNull(network.Element("TEMPLATE_ID"));
        Assert.NotNull(network.Element("AR_POOL")!.Element("AR")!.Element("SHARED"));
        Assert.Null(network.Element("TEMPLATE")!.Element("VLAN_ID"));
        Assert.NotNull((await world.Client.InfoAsync("one.zonepool.info")).Element("ZONE")!.Element("TEMPLATE")!.Element("ENDPOINT_GRPC"));
    }
}
