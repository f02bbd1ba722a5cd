using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors;

public sealed class FosdemDescriptorTests
{
    private static async Task<LoadedDescriptor> LoadAsync() =>
        await new DescriptorLoader(new DescriptorLoadOptions
        {
            WorkingDirectory = Loading.RepositoryRoot,
            KnownPlaybooks = new HashSet<string> { "default", "static_vxlan" },
        }).LoadAsync("examples/fosdem.yaml", TestContext.Current.CancellationToken);

    [Fact]
    public async Task LoadAsync_TheTalksDescriptor_HasNoErrorsAndNoWarnings()
    {
        var loaded = await LoadAsync();

        Assert.Empty(loaded.Diagnostics);
        Assert.Empty(loaded.Secrets);
        Assert.Equal("fosdem", loaded.Descriptor.Name);
        Assert.Equal("fosdem", loaded.Descriptor.ClusterName);
        Assert.Equal(["static_vxlan"], loaded.Descriptor.Playbooks);
    }

    [Fact]
    public async Task LoadAsync_TheTalksDescriptor_MergesDefaultsIntoHosts()
    {
        var hosts = (await LoadAsync()).Descriptor.Hosts;

        Assert.Equal(["fosdem-node1-c7", "fosdem-node2-u1804"], hosts.Select(h => h.Key));
        Assert.Equal(["packet", "packet"], hosts.Select(h => h.Driver));
        Assert.Equal(["centos_7", "ubuntu_18_04"], hosts.Select(h => h.Provision.Text("os")));
        Assert.Equal("true", hosts[0].Configuration.Text("opennebula_node_kvm_param_nested"));
        Assert.Equal("false", hosts[1].Configuration.Text("iptables_masquerade_enabled"));
        Assert.Equal("kvm", hosts[1].Attributes.Text("vm_mad"));
        Assert.Equal("root", hosts[0].Connection.Text("remote_user"));
        Assert.True(hosts[0].Connection["private_key"]!.Position.IsBuiltIn);
        Assert.Equal(28, hosts[1].Provision["os"]!.Position.Line);
    }

    [Fact]
    public async Task LoadAsync_TheTalksDescriptor_EvaluatesNamesAndReadsYaml11()
    {
        var descriptor = (await LoadAsync()).Descriptor;

        Assert.Equal(["fosdem-default", "fosdem-system"], descriptor.Datastores.Select(d => d.Name));
        Assert.Equal(["fosdem-public", "fosdem-private-host-only", "fosdem-private"], descriptor.Networks.Select(n => n.Name));
        Assert.Equal("true", descriptor.Networks[0].Attributes.Text("external"));
        Assert.Equal("/var/tmp /tmp", descriptor.Datastores[1].Attributes.Text("safe_dirs"));
    }

    [Fact]
    public async Task LoadAsync_MaskedCredentials_CountAsNotGiven()
    {
        var loaded = await LoadAsync();

        Assert.Null(loaded.Descriptor.Hosts[0].Provision.Reveal("packet_token"));
        Assert.Equal(
            ["networks[0].ar[0].packet_token", "networks[0].ar[0].packet_project",
             "hosts[0].provision.packet_token", "hosts[0].provision.packet_project",
             "hosts[1].provision.packet_token", "hosts[1].provision.packet_project"],
            loaded.CredentialsNotGiven.Select(c => c.Path));
        Assert.Equal(10, loaded.CredentialsNotGiven.First(c => c.Path.StartsWith("hosts", StringComparison.Ordinal)).Position.Line);
        Assert.DoesNotContain("****", loaded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_LoadedAgain_GivesTheSameDescriptor()
    {
        var loaded = await LoadAsync();

        var again = Loading.Load(loaded.Text, Loading.Options() with { IsStored = true });

        Assert.Equal(loaded.Text, again.Text);
        Assert.Equal(loaded.Descriptor.Hosts.Select(h => SecretStripping.Strip(h.Provision)), again.Descriptor.Hosts.Select(h => h.Provision));
        Assert.Equal(loaded.Descriptor.Datastores.Select(d => d.Attributes), again.Descriptor.Datastores.Select(d => d.Attributes));
    }
}
