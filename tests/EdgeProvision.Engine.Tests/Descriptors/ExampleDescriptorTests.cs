using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors;

/// <summary>The kinds of descriptors that the original's documents, its tools and its base files show.</summary>
public sealed class ExampleDescriptorTests
{
    private static readonly string Folder = Path.Combine(Loading.RepositoryRoot, "tests", "EdgeProvision.Engine.Tests", "Descriptors", "Examples");

    public static IReadOnlyList<string> Names { get; } = Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();

    public static TheoryData<string> All => new(Names);

    public static string Read(string name) => name is "fosdem.yaml" or "on-premises.yaml" ? Loading.Example(name) : File.ReadAllText(Path.Combine(Folder, name));

    [Fact]
    public void Names_OfTheExamples_AreAllThere() =>
        Assert.Equal(
            ["base_default.yaml", "base_static_vxlan.yaml", "docs_1_objects.yaml", "docs_2_ec2_host.yaml", "docs_3_ec2_configured.yaml", "docs_4_defaults.yaml",
             "docs_5_full.yaml", "docs_6_extends.yaml", "example_ec2.yaml", "example_packet.yaml", "minione_packet.yaml", "overview.yaml", "packet_minimal.yaml", "packet_public.yaml"],
            Names);

    [Theory]
    [MemberData(nameof(All))]
    public void Load_OfEachExample_HasNoErrors(string name)
    {
        // A base file has no name, and is loaded through a child.
        var text = name.StartsWith("base_", StringComparison.Ordinal) ? "name: child\nextends: " + name : Read(name);

        var loaded = Loading.Load(text, Loading.Options(Names.Select(n => (n, Read(n))).ToArray()));

        Assert.DoesNotContain(loaded.Diagnostics, d => d.Code is "SimilarKey" or "TemplateNotEvaluated");
        var again = Loading.Load(loaded.Text, Loading.Options() with { IsStored = true });
        Assert.Equal(loaded.Text, again.Text);
        Assert.Equal(loaded.Descriptor.Hosts.Select(h => h.Key), again.Descriptor.Hosts.Select(h => h.Key));
    }

    [Fact]
    public void Load_OfTwoHostsWithOverrides_GivesEachItsOwn()
    {
        var hosts = Loading.Load(Read("docs_4_defaults.yaml")).Descriptor.Hosts;

        Assert.Equal(["centos", "ubuntu"], hosts.Select(h => h.Connection.Text("remote_user")));
        Assert.Equal(["ami-66a7871c", "ami-759bc50a"], hosts.Select(h => h.Provision.Text("ami")));
        Assert.Equal([null, "true"], hosts.Select(h => h.Provision.Text("cloud_init")));
        Assert.Equal(["false", "true"], hosts.Select(h => h.Configuration.Text("opennebula_node_kvm_param_nested")));
        Assert.Equal(["sg-0ad9f5b1f8c0a0001", "sg-0ad9f5b1f8c0a0001"], hosts.Select(h => h.Provision.Text("securitygroupids")));
        Assert.Equal("100", hosts[0].Attributes.Text("reserved_cpu"));
    }

    [Fact]
    public void Load_OfMinionesDescriptor_KeepsReservedCpuAndMergesDefaults()
    {
        var descriptor = Loading.Load(Read("minione_packet.yaml")).Descriptor;

        Assert.Equal("PacketCluster-100", descriptor.ClusterName);
        Assert.Empty(descriptor.Playbooks);
        Assert.Equal("50", descriptor.Hosts[0].Attributes.Text("reserved_cpu"));
        Assert.Equal("packet-host-100-1", descriptor.Hosts[0].Key);
        Assert.Equal(ScalarKind.Boolean, ((DescriptorScalar)descriptor.Hosts[0].Configuration["opennebula_node_kvm_use_ev"]!).Kind);
    }
}
