using System.Text.Json;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors;

public sealed class SecretTests
{
    private const string Text = """
        name: p
        hosts:
          - im_mad: kvm
            vm_mad: kvm
            connection: {private_key: /root/.ssh/id}
            provision: {driver: packet, metro: am, plan: p, os: o, hostname: h, packet_token: TOPSECRET, packet_project: proj}
            configuration:
              registry_password: TOPSECRET
              opennebula_ssh_sshd_passwordauthentication: no
              opennebula_ssh_deploy_private_key: False
              url: "https://u:${env:PW}@x/"
              nested: {api_token: TOPSECRET, plain: seen}
        networks:
          - name: n
            vn_mad: dummy
            ar: [{type: IP4, size: 2, ipam_mad: packet, packet_token: TOPSECRET}]
        """;

    private static LoadedDescriptor Load() => Loading.Load(Text, Loading.Options() with { Environment = name => name == "PW" ? "TOPSECRET" : null });

    [Fact]
    public void Load_OfSecrets_FindsThemAndNothingElse() =>
        Assert.Equal(
            ["hosts[0].provision.packet_token", "hosts[0].configuration.registry_password", "hosts[0].configuration.url",
             "hosts[0].configuration.nested.api_token", "networks[0].ar[0].packet_token"],
            Load().Secrets.Select(s => s.Path));

    [Fact]
    public void Reveal_OfAVariable_GivesItsValue() =>
        Assert.Equal("https://u:TOPSECRET@x/", Load().Descriptor.Hosts[0].Configuration.Reveal("url"));

    [Fact]
    public void EverythingThatIsShownOrStored_OfSecrets_HoldsNone()
    {
        var loaded = Load();
        var host = loaded.Descriptor.Hosts[0];
        string[] shown =
        [
            loaded.Text,
            loaded.DumpYaml(),
            loaded.Descriptor.ToString(),
            host.ToString(),
            host.Provision.ToString(),
            host.Configuration.ToString(),
            loaded.Descriptor.Networks[0].Attributes.ToString(),
            string.Join(' ', loaded.Secrets),
            ConfigurationRendering.ToYaml(host.Configuration),
            JsonSerializer.Serialize(loaded.Descriptor),
            string.Join(' ', HostRendering.Host(host, new ProvisionIdentity("i", "p"), "K", [], _ => true)),
            string.Join(' ', ObjectRendering.Object(loaded.Descriptor.Networks[0].Attributes, new ProvisionIdentity("i", "p"), _ => false)),
        ];

        Assert.All(shown, text => Assert.DoesNotContain("TOPSECRET", text, StringComparison.Ordinal));
        Assert.Contains("${env:PW}", loaded.DumpYaml(), StringComparison.Ordinal);
        Assert.DoesNotContain("${env:", loaded.Text, StringComparison.Ordinal);
        Assert.Contains("plain: seen", loaded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_OfAConfiguration_AreWhatItsYamlLacks()
    {
        var configuration = Load().Descriptor.Hosts[0].Configuration;

        Assert.Equal(["registry_password", "url", "nested"], ConfigurationRendering.Secrets(configuration).Entries.Select(e => e.Key));
        Assert.Equal(
            "---\nopennebula_ssh_sshd_passwordauthentication: false\nopennebula_ssh_deploy_private_key: false\nnested:\n  plain: seen\n",
            ConfigurationRendering.ToYaml(configuration));
    }

    [Fact]
    public void Network_WhoseRangesAreEncrypted_CarriesTheToken()
    {
        var network = Load().Descriptor.Networks[0];

        var range = ObjectRendering.Object(network.Attributes, new ProvisionIdentity("i", "p"), place => place == "AR/PACKET_TOKEN").OfType<OneVector>().First();

        Assert.Contains(new OneSingle("PACKET_TOKEN", "TOPSECRET", true), range.Members);
    }

    [Theory]
    [InlineData("name: ${env:X}")]
    [InlineData("name: a\ncluster: {name: '${env:X}'}")]
    [InlineData("name: a\nplaybook: ${env:X}")]
    [InlineData("name: a\nnetworks: [{name: '${env:X}', vn_mad: d}]")]
    [InlineData("name: a\nhosts: [{im_mad: k, vm_mad: k, provision: {driver: dummy, hostname: 'h${env:X}'}}]")]
    public void Load_OfAVariableInAName_IsRefused(string text)
    {
        var error = Loading.Error(text, Loading.Options() with { Environment = _ => "TOPSECRET" });

        Assert.Equal("EnvironmentInName", error.Code);
        Assert.DoesNotContain("TOPSECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAWrongSecret_DoesNotShowIt()
    {
        var error = Loading.Error(
            "name: a\nnetworks: [{name: n, vn_mad: d, mtu: '${env:X}'}]", Loading.Options() with { Environment = _ => "TOPSECRET" });

        Assert.Equal("WrongValue", error.Code);
        Assert.DoesNotContain("TOPSECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_OfADescriptorWithoutVariables_IsNotAsked() =>
        Loading.Load("name: p", Loading.Options() with { Environment = name => throw new InvalidOperationException(name) });

    [Fact]
    public void Json_OfADescriptor_ReadsBack()
    {
        var descriptor = Loading.Load(Loading.Example("fosdem.yaml")).Descriptor;

        var again = JsonSerializer.Deserialize<Descriptor>(JsonSerializer.Serialize(descriptor))!;

        Assert.Equal(descriptor.Cluster, again.Cluster);
        Assert.Equal(descriptor.Hosts.Select(h => h.Provision), again.Hosts.Select(h => h.Provision));
        Assert.Equal(descriptor.Networks.Select(n => n.Attributes), again.Networks.Select(n => n.Attributes));
    }
}
