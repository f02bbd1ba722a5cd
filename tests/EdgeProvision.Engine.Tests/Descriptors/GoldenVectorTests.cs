using System.Text;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors;

/// <summary>What the original sent and made of the same descriptors, recorded from its code.</summary>
public sealed class GoldenVectorTests
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

    private static readonly ProvisionIdentity Identity = new("UUID", "myprov");

    private static Descriptor Descriptor() => Loading.Load(Input, Loading.Options() with { AllowFakeDriver = true }).Descriptor;

    [Fact]
    public void Cluster_OfTheRecordedDescriptor_IsTheRecordedText() =>
        Assert.Equal(
            "NAME=\"c1\"\nPROVISION=[\n  PROVISION_ID=\"UUID\",\n  NAME=\"myprov\"\n]\n",
            GoldenWriter.Object(ObjectRendering.Cluster(Descriptor().Cluster, Identity, _ => false)));

    [Fact]
    public void Datastore_OfTheRecordedDescriptor_IsTheRecordedText() =>
        Assert.Equal(
            "NAME=\"myprov-img\"\nDS_MAD=\"fs\"\nTM_MAD=\"ssh\"\nPROVISION=[\n  PROVISION_ID=\"UUID\",\n  NAME=\"myprov\"\n]\nPM_MAD=\"\"\n",
            GoldenWriter.Object(ObjectRendering.Object(Descriptor().Datastores[0].Attributes, Identity, _ => false)));

    [Fact]
    public void Network_OfTheRecordedDescriptor_IsTheRecordedText() =>
        Assert.Equal(
            "NAME=\"nat\"\nVN_MAD=\"dummy\"\nBRIDGE=\"br0\"\nAR=[\n  IP=\"192.168.150.2\",\n  SIZE=\"253\",\n  TYPE=\"IP4\"\n]\n\nPROVISION=[\n  PROVISION_ID=\"UUID\",\n  NAME=\"myprov\"\n]\nPM_MAD=\"\"\n",
            GoldenWriter.Object(ObjectRendering.Object(Descriptor().Networks[0].Attributes, Identity, _ => false)));

    [Fact]
    public void Host_OfTheRecordedDescriptor_BeginsWithTheRecordedText()
    {
        var descriptor = Descriptor();
        var attributes = HostRendering.Host(descriptor.Hosts[0], Identity, "ssh-ed25519 KEY", descriptor.Playbooks, place => place == "PROVISION/PACKET_TOKEN");

        var text = GoldenWriter.Host(attributes);

        var configuration = Convert.ToBase64String("---\niptables_masquerade_enabled: false\n"u8);
        Assert.Equal(
            "IM_MAD=\"kvm\"\nVM_MAD=\"kvm\"\nPM_MAD=\"fake\"\nPROVISION=[\n  PACKET_TOKEN=\"TOK\",\n  FACILITY=\"ams1\",\n  HOSTNAME=\"h1\",\n  PROVISION_ID=\"UUID\",\n  NAME=\"myprov\" ]\n"
            + $"PROVISION_CONFIGURATION_BASE64=\"{configuration}\"\nPROVISION_CONFIGURATION_STATUS=\"pending\"\n"
            + "PROVISION_CONNECTION=[\n  REMOTE_USER=\"root\",\n  REMOTE_PORT=\"22\",\n  PUBLIC_KEY=\"/var/lib/one/.ssh/ddc/id_rsa.pub\",\n  PRIVATE_KEY=\"/var/lib/one/.ssh/ddc/id_rsa\" ]\n"
            + "CONTEXT=[\n  SSH_PUBLIC_KEY=\"ssh-ed25519 KEY\" ]\n"
            + "RESERVED_CPU=\"100\"\nANSIBLE_PLAYBOOK=\"default\"",
            text);
    }

    [Fact]
    public void Host_WhereTheFrontEndDoesNotEncrypt_LeavesTheTokenOut()
    {
        var descriptor = Descriptor();

        var attributes = HostRendering.Host(descriptor.Hosts[0], Identity, "KEY", descriptor.Playbooks, _ => false);

        Assert.DoesNotContain("TOK", GoldenWriter.Host(attributes).Replace("PACKET_TOKEN", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(attributes, a => a.HasSecret);
    }

    [Fact]
    public async Task Extends_OfTheRecordedFiles_GivesTheRecordedDocument()
    {
        var options = Loading.Options(("base.yaml", """
            playbook: default
            extra: 1
            defaults: {provision: {a: 1, b: 1}, other: {z: 1}}
            networks: [n1]
            cluster: {name: basec, k: v}
            """));
        var bag = new DiagnosticBag();

        var merged = await new ExtendsReader(options, bag).ReadTextAsync("""
            extends: base.yaml
            name: ch
            playbook: static_vxlan
            defaults: {provision: {b: 2}, foo: {q: 1}}
            networks: [n2]
            cluster: {name: childc}
            """, null, TestContext.Current.CancellationToken);

        Assert.Empty(bag.ToList());
        Assert.Equal(
            """
            ---
            playbook: static_vxlan
            extra: 1
            defaults:
              provision:
                a: 1
                b: 2
              other:
                z: 1
              connection: {}
              configuration: {}
            networks:
            - n1
            - n2
            cluster:
              name: childc
            name: ch

            """,
            YamlWriter.Write(merged!));
    }
}
