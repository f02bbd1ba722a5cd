using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class FrontEndConfigurationTests
{
    private const string Body =
        "<HOST_ENCRYPTED_ATTR><![CDATA[EC2_SECRET]]></HOST_ENCRYPTED_ATTR><HOST_ENCRYPTED_ATTR><![CDATA[PROVISION/PACKET_TOKEN]]></HOST_ENCRYPTED_ATTR>"
        + "<DOCUMENT_ENCRYPTED_ATTR><![CDATA[PROVISION_BODY]]></DOCUMENT_ENCRYPTED_ATTR>"
        + "<IPAM_MAD><ARGUMENTS><![CDATA[-t 1 -i dummy,aws,packet]]></ARGUMENTS><EXECUTABLE><![CDATA[one_ipam]]></EXECUTABLE></IPAM_MAD>"
        + "<VN_MAD_CONF><BRIDGE_TYPE>linux</BRIDGE_TYPE><NAME><![CDATA[dummy]]></NAME></VN_MAD_CONF><VN_MAD_CONF><NAME><![CDATA[vxlan]]></NAME></VN_MAD_CONF>";

    private const string Key = "<ONE_KEY><![CDATA[the-key]]></ONE_KEY>";

    [Theory]
    [InlineData("OPENNEBULA_CONFIGURATION", "6.10.5")]
    [InlineData("TEMPLATE", "5.10.5")]
    [InlineData("OPENNEBULA_CONFIGURATION", "7.4.0")]
    public async Task Configuration_OfEachRelease_IsRead(string root, string release)
    {
        var configuration = await ReadAsync(root, Key + Body, release);

        Assert.Equal(release, configuration.Release.ToString());
        Assert.True(configuration.HasEncryptionKey);
        Assert.True(configuration.Encrypts(FrontEndObjectKind.Host, "provision/packet_token"));
        Assert.True(configuration.Encrypts(FrontEndObjectKind.Document, "PROVISION_BODY"));
        Assert.False(configuration.Encrypts(FrontEndObjectKind.Cluster, "PROVISION/PACKET_TOKEN"));
        Assert.Equal(["dummy", "aws", "packet"], configuration.Drivers.Find("ipam_mad")!.Names);
        Assert.Equal(["dummy", "vxlan"], configuration.Drivers.Find("vn_mad")!.Names);
        Assert.False(configuration.IsSandbox);
        Assert.DoesNotContain("the-key", configuration.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<ONE_KEY><![CDATA[]]></ONE_KEY>")]
    [InlineData("")]
    public async Task Configuration_WithoutAKey_EncryptsNothing(string key)
    {
        var configuration = await ReadAsync("OPENNEBULA_CONFIGURATION", key + Body);

        Assert.False(configuration.HasEncryptionKey);
        Assert.False(configuration.Encrypts(FrontEndObjectKind.Document, "PROVISION_BODY"));
    }

    [Fact]
    public async Task Configuration_OfASandbox_HasItsAttributesButDoesNotShowThem()
    {
        var configuration = await ReadAsync(
            "OPENNEBULA_CONFIGURATION", Body + "<EDGEPROVISION_SANDBOX><PACKET_TOKEN><![CDATA[sandbox-token]]></PACKET_TOKEN></EDGEPROVISION_SANDBOX>");

        Assert.True(configuration.IsSandbox);
        Assert.Equal("sandbox-token", configuration.Sandbox!.Text("PACKET_TOKEN"));
        Assert.DoesNotContain("sandbox-token", configuration.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ipam_mad", null)]
    [InlineData("<IPAM_MAD><ARGUMENTS>-t 1</ARGUMENTS></IPAM_MAD>", "ipam_mad", null)]
    [InlineData("<IPAM_MAD><ARGUMENTS>-t 1 -i dummy</ARGUMENTS></IPAM_MAD>", "ipam_mad", "dummy")]
    [InlineData("<IM_MAD><NAME>monitord</NAME></IM_MAD>", "im_mad", null)]
    [InlineData("<IM_MAD><NAME>kvm</NAME></IM_MAD><IM_MAD><NAME>lxd</NAME></IM_MAD>", "im_mad", "kvm lxd")]
    [InlineData("<VM_MAD><NAME>kvm</NAME></VM_MAD>", "vm_mad", "kvm")]
    [InlineData("<TM_MAD_CONF><NAME>ssh</NAME></TM_MAD_CONF><TM_MAD_CONF><NAME>ceph</NAME></TM_MAD_CONF>", "tm_mad", "ceph ssh")]
    [InlineData("<DS_MAD_CONF><NAME>fs</NAME></DS_MAD_CONF>", "ds_mad", "fs")]
    [InlineData("<DS_MAD_CONF><NAME>fs</NAME></DS_MAD_CONF>", "tm_mad", null)]
    public async Task Configuration_OfDrivers_KnowsAListOnlyWhereItIsShown(string body, string key, string? names)
    {
        var list = (await ReadAsync("OPENNEBULA_CONFIGURATION", body)).Drivers.Find(key);

        Assert.Equal(names, list is null ? null : string.Join(' ', list.Names));
    }

    [Theory]
    [InlineData("6.10.5", "5.10.5")]
    [InlineData("7.4.0", "6.10.5")]
    [InlineData("5.10.5", "5.9.90")]
    public void Release_Later_ComparesGreater(string later, string earlier) =>
        Assert.True(FrontEndRelease.Parse(later)!.Value.CompareTo(FrontEndRelease.Parse(earlier)!.Value) > 0);

    [Theory]
    [InlineData("6.99.80-dev", "6.99.80")]
    [InlineData("7.0", "7.0.0")]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void Release_AnyText_IsReadAsFarAsItIsOne(string text, string? release) =>
        Assert.Equal(release, FrontEndRelease.Parse(text)?.ToString());

    private static async Task<FrontEndConfiguration> ReadAsync(string root, string body, string release = "6.10.5")
    {
        var frontEnd = new FakeFrontEnd
        {
            Answer = (call, _) => Task.FromResult(FakeFrontEnd.Success(
                call.Method == "one.system.version" ? release : $"<{root}>{body}</{root}>")),
        };
        using var client = frontEnd.Client();
        return await client.System.ConfigurationAsync(TestContext.Current.CancellationToken);
    }
}
