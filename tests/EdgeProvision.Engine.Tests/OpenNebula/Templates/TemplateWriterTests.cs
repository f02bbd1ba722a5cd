using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.OpenNebula;

/// <summary>The layouts are those that the original tool was recorded to send.</summary>
public sealed class TemplateWriterTests
{
    private const string Uuid = "11111111-2222-3333-4444-555555555555";

    private static AttributeTree Provision => new(("provision_id", Uuid), ("name", "myprov"));

    [Fact]
    public void Write_Cluster_AsTheOriginal()
    {
        var attributes = new AttributeTree(("name", "c1")).Add("provision", Provision);

        Assert.Equal(
            $"NAME=\"c1\"\nPROVISION=[\n  PROVISION_ID=\"{Uuid}\",\n  NAME=\"myprov\"\n]\n",
            TemplateWriter.Write(attributes, TemplateLayout.Object));
    }

    [Fact]
    public void WriteWithDriver_Datastore_AsTheOriginal()
    {
        var attributes = new AttributeTree(("name", "myprov-img"), ("ds_mad", "fs"), ("tm_mad", "ssh")).Add("provision", Provision);

        Assert.Equal(
            $"NAME=\"myprov-img\"\nDS_MAD=\"fs\"\nTM_MAD=\"ssh\"\nPROVISION=[\n  PROVISION_ID=\"{Uuid}\",\n  NAME=\"myprov\"\n]\nPM_MAD=\"\"\n",
            TemplateWriter.WriteWithDriver(attributes, ""));
    }

    [Fact]
    public void WriteWithDriver_Network_AsTheOriginal()
    {
        var attributes = new AttributeTree(("name", "nat"), ("vn_mad", "dummy"), ("bridge", "br0"))
            .Add("ar", new AttributeTree(("ip", "192.168.150.2"), ("size", "253"), ("type", "IP4")))
            .Add("provision", Provision);

        Assert.Equal(
            "NAME=\"nat\"\nVN_MAD=\"dummy\"\nBRIDGE=\"br0\"\nAR=[\n  IP=\"192.168.150.2\",\n  SIZE=\"253\",\n  TYPE=\"IP4\"\n]\n\n"
            + $"PROVISION=[\n  PROVISION_ID=\"{Uuid}\",\n  NAME=\"myprov\"\n]\nPM_MAD=\"\"\n",
            TemplateWriter.WriteWithDriver(attributes, ""));
    }

    [Fact]
    public void Write_Host_AsTheOriginal()
    {
        var attributes = new AttributeTree(("IM_MAD", "kvm"), ("VM_MAD", "kvm"), ("PM_MAD", "fake"))
            .Add("PROVISION", new AttributeTree(
                ("packet_token", "TOK"), ("facility", "ams1"), ("hostname", "h1"), ("provision_id", Uuid), ("name", "myprov"), ("deploy_id", "")))
            .Add("PROVISION_CONFIGURATION_BASE64", "LS0tCg==")
            .Add("PROVISION_CONFIGURATION_STATUS", "pending")
            .Add("ANSIBLE_PLAYBOOK", "")
            .Add("PROVISION_CONNECTION", new AttributeTree(
                ("remote_user", "root"),
                ("remote_port", "22"),
                ("public_key", "/var/lib/one/.ssh/ddc/id_rsa.pub"),
                ("private_key", "/var/lib/one/.ssh/ddc/id_rsa")))
            .Add("CONTEXT", new AttributeTree(("SSH_PUBLIC_KEY", "ssh-ed25519 AAAA \"me\"")));

        Assert.Equal(
            "IM_MAD=\"kvm\"\nVM_MAD=\"kvm\"\nPM_MAD=\"fake\"\nPROVISION=[\n  PACKET_TOKEN=\"TOK\",\n  FACILITY=\"ams1\",\n  HOSTNAME=\"h1\",\n"
            + $"  PROVISION_ID=\"{Uuid}\",\n  NAME=\"myprov\" ]\nPROVISION_CONFIGURATION_BASE64=\"LS0tCg==\"\n"
            + "PROVISION_CONFIGURATION_STATUS=\"pending\"\nPROVISION_CONNECTION=[\n  REMOTE_USER=\"root\",\n  REMOTE_PORT=\"22\",\n"
            + "  PUBLIC_KEY=\"/var/lib/one/.ssh/ddc/id_rsa.pub\",\n  PRIVATE_KEY=\"/var/lib/one/.ssh/ddc/id_rsa\" ]\n"
            + "CONTEXT=[\n  SSH_PUBLIC_KEY=\"ssh-ed25519 AAAA \\\"me\\\"\" ]",
            TemplateWriter.Write(attributes, TemplateLayout.Host));
    }

    [Fact]
    public void Write_Plain_OneAttributeALine()
    {
        var attributes = new AttributeTree(("PEERS", "")).Add("AR", new AttributeTree(("IP", "10.0.0.1"), ("SIZE", "5"))).Add("EMPTY", AttributeTree.Empty);

        Assert.Equal("PEERS=\"\"\nAR=[ IP=\"10.0.0.1\", SIZE=\"5\" ]\nEMPTY=[ ]", TemplateWriter.Write(attributes));
    }

    [Theory]
    [InlineData("A-B")]
    [InlineData("A.B")]
    [InlineData("A B")]
    [InlineData("1A")]
    [InlineData("Ä")]
    [InlineData("A\n")]
    [InlineData("")]
    public void Write_NameThatIsNoName_IsRefused(string name)
    {
        Assert.Equal("TemplateNotWritable", Assert.Throws<EdgeException>(() => TemplateWriter.Write(new AttributeTree((name, "x")))).Code);
        Assert.Throws<EdgeException>(() => TemplateWriter.Write(AttributeTree.Empty.Add("S", new AttributeTree((name, "x")))));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\rb")]
    [InlineData("\u001b[0m")]
    [InlineData("\uFFFF")]
    [InlineData("ends with \\")]
    [InlineData("x ]]> y")]
    public void Write_ValueThatWouldComeBackOtherwise_IsRefusedWithoutShowingIt(string value)
    {
        var refused = Assert.Throws<EdgeException>(() => TemplateWriter.Write(new AttributeTree(("TOKEN", value))));

        Assert.Contains("TOKEN", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        Assert.DoesNotContain("ends with \\", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HalfACharacter_IsRefused() =>
        Assert.Throws<EdgeException>(() => TemplateWriter.Write(new AttributeTree(("A", "x\uD800"))));

    [Fact]
    public void Write_NameTwiceInASection_IsRefused() => Assert.Throws<EdgeException>(
        () => TemplateWriter.Write(AttributeTree.Empty.Add("AR", new AttributeTree(("IP", "1"), ("ip", "2")))));

    [Fact]
    public void Write_SectionInASection_IsRefused() => Assert.Throws<EdgeException>(
        () => TemplateWriter.Write(AttributeTree.Empty.Add("A", AttributeTree.Empty.Add("B", new AttributeTree(("C", "1"))))));
}
