using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>What is really sent for the recorded descriptor, through the real writer.</summary>
public sealed class GoldenTemplateTests
{
    private const string Input = """
        name: myprov
        playbook: default
        defaults:
          provision: {driver: fake, packet_token: TOK, facility: ams1}
          configuration: {iptables_masquerade_enabled: false}
        cluster: {name: c1}
        hosts:
          - {reserved_cpu: 100, im_mad: kvm, vm_mad: kvm, provision: {hostname: h1}}
        datastores:
          - {name: "<%= @name %>-img", ds_mad: fs, tm_mad: ssh}
        networks:
          - {name: nat, vn_mad: dummy, bridge: br0, ar: [{ip: 192.168.150.2, size: 253, type: IP4}]}
        """;

    private static readonly Descriptor Recorded = Loading.Load(Input, Loading.Options() with { AllowFakeDriver = true }).Descriptor;

    private readonly World _world = new(desired: Recorded, observed: new ObservedProvision { Name = "myprov", Id = World.ProvisionId });

    [Fact]
    public void Cluster_IsTheRecordedText() => Assert.Equal(
        $"NAME=\"c1\"\nPROVISION=[\n  PROVISION_ID=\"{World.ProvisionId}\",\n  NAME=\"myprov\"\n]\n", ObjectTemplates.Cluster(_world.Scope).Text);

    [Fact]
    public void Datastore_IsTheRecordedText() => Assert.Equal(
        $"NAME=\"myprov-img\"\nDS_MAD=\"fs\"\nTM_MAD=\"ssh\"\nPROVISION=[\n  PROVISION_ID=\"{World.ProvisionId}\",\n  NAME=\"myprov\"\n]\nPM_MAD=\"\"\n",
        ObjectTemplates.Datastore(_world.Scope, Recorded.Datastores[0]).Text);

    [Fact]
    public void Network_IsTheRecordedText() => Assert.Equal(
        $"NAME=\"nat\"\nVN_MAD=\"dummy\"\nBRIDGE=\"br0\"\nAR=[\n  IP=\"192.168.150.2\",\n  SIZE=\"253\",\n  TYPE=\"IP4\"\n]\n\nPROVISION=[\n  PROVISION_ID=\"{World.ProvisionId}\",\n  NAME=\"myprov\"\n]\nPM_MAD=\"\"\n",
        ObjectTemplates.Network(_world.Scope, Recorded.Networks[0]).Text);

    [Fact]
    public void Host_IsASupersetOfTheRecordedAttributes()
    {
        var tree = ObjectTemplates.Host(_world.Scope, Recorded.Hosts[0], "ssh-ed25519 KEY", new HostRequest(1, IsOpen: true));

        Assert.Equal("kvm", tree.Text("IM_MAD"));
        Assert.Equal("kvm", tree.Text("VM_MAD"));
        Assert.Equal("fake", tree.Text("PM_MAD"));
        Assert.Equal(
            [("FACILITY", "ams1"), ("HOSTNAME", "h1"), ("PROVISION_ID", World.ProvisionId), ("NAME", "myprov")],
            tree.Section("PROVISION")!.Select(a => (a.Name, a.Text!)));
        Assert.Equal("---\niptables_masquerade_enabled: false\n", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(tree.Text("PROVISION_CONFIGURATION_BASE64")!)));
        Assert.Equal("pending", tree.Text("PROVISION_CONFIGURATION_STATUS"));
        Assert.Equal("root 22", tree.TextAt("PROVISION_CONNECTION/REMOTE_USER") + " " + tree.TextAt("PROVISION_CONNECTION/REMOTE_PORT"));
        Assert.Equal("ssh-ed25519 KEY", tree.TextAt("CONTEXT/SSH_PUBLIC_KEY"));
        Assert.Equal("default", tree.Text("ANSIBLE_PLAYBOOK"));
        Assert.Equal("100", tree.Text("RESERVED_CPU"));
        Assert.True(tree.Contains("RESERVED_MEM"));
        Assert.Equal((World.KeyOf("h1"), "on", "1 open"), (tree.Text("EDGE_KEY"), tree.Text("EDGE_POWER"), tree.Text("EDGE_REQUEST")));
        Assert.Null(tree.TextAt("PROVISION/DEPLOY_ID"));

        // This front-end encrypts nothing, so the token is not there.
        Assert.DoesNotContain("TOK\"", TemplateWriter.Write(tree), StringComparison.Ordinal);
    }

    [Fact]
    public void Host_WhereTheFrontEndEncrypts_BeginsWithTheRecordedText()
    {
        var world = new World(
            desired: Recorded, observed: new ObservedProvision { Name = "myprov", Id = World.ProvisionId },
            configuration: World.Configuration(new FrontEndRelease(5, 10, 5), (FrontEndObjectKind.Host, ["PROVISION/PACKET_TOKEN"])));

        var tree = ObjectTemplates.Host(world.Scope, Recorded.Hosts[0], "ssh-ed25519 KEY", new HostRequest(1, IsOpen: true));

        var configuration = Convert.ToBase64String("---\niptables_masquerade_enabled: false\n"u8);
        Assert.StartsWith(
            $"IM_MAD=\"kvm\"\nVM_MAD=\"kvm\"\nPM_MAD=\"fake\"\nPROVISION=[\n  PACKET_TOKEN=\"TOK\",\n  FACILITY=\"ams1\",\n  HOSTNAME=\"h1\",\n  PROVISION_ID=\"{World.ProvisionId}\",\n  NAME=\"myprov\" ]\n"
            + $"PROVISION_CONFIGURATION_BASE64=\"{configuration}\"\nPROVISION_CONFIGURATION_STATUS=\"pending\"\n"
            + "PROVISION_CONNECTION=[\n  REMOTE_USER=\"root\",\n  REMOTE_PORT=\"22\",\n  PUBLIC_KEY=\"/var/lib/one/.ssh/ddc/id_rsa.pub\",\n  PRIVATE_KEY=\"/var/lib/one/.ssh/ddc/id_rsa\" ]\n"
            + "CONTEXT=[\n  SSH_PUBLIC_KEY=\"ssh-ed25519 KEY\" ]\n"
            + "RESERVED_CPU=\"100\"\nANSIBLE_PLAYBOOK=\"default\"\n",
            TemplateWriter.Write(tree, TemplateLayout.Host), StringComparison.Ordinal);
    }

    [Fact]
    public void Network_WithABoughtRange_CarriesItsKey()
    {
        var descriptor = Loading.Load(
            Input.Replace("type: IP4}]", "type: IP4}, {ipam_mad: packet, size: 2, type: IP4}]", StringComparison.Ordinal), Loading.Options() with { AllowFakeDriver = true }).Descriptor;

        var rendered = ObjectTemplates.Network(_world.Scope, descriptor.Networks[0]);

        Assert.Equal([World.ProvisionId + "/net/nat/1"], rendered.RangeKeys);
        Assert.Equal(2, rendered.RangeCount);
        Assert.Equal([null, World.ProvisionId + "/net/nat/1"], rendered.Template.Sections("AR").Select(r => r.Text("EDGE_KEY")));
    }

    [Fact]
    public void Generated_OfAMember_IsTheSameEveryTime()
    {
        var name = HostNaming.Generated("p", "h1");

        Assert.Equal(name, HostNaming.Generated("p", "h1"));
        Assert.Matches("^provision-[0-9a-f]{48}$", name);
        Assert.NotEqual(name, HostNaming.Generated("p", "h2"));
    }
}
