using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors;

public sealed class HostMergingTests
{
    private static readonly ProvisionIdentity Identity = new("UUID", "p");

    [Fact]
    public void Load_WithConnectionOverrides_KeepsThemToTheirHost()
    {
        var hosts = Loading.Load("""
            name: p
            defaults: {connection: {remote_user: centos}, provision: {driver: dummy}}
            hosts:
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: a}, connection: {remote_port: 2222}}
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: b}, connection: {remote_user: ubuntu}}
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: c}}
            """).Descriptor.Hosts;

        Assert.Equal(["centos 2222", "ubuntu 22", "centos 22"], hosts.Select(h => h.Connection.Text("remote_user") + " " + h.Connection.Text("remote_port")));
        Assert.False(hosts[0].Connection["remote_user"]!.Position.IsBuiltIn);
    }

    [Fact]
    public void Load_WithNestedValues_ReplacesThemWhole()
    {
        var host = Loading.Load("""
            name: p
            defaults:
              provision: {driver: dummy, tags: [a, b]}
              configuration: {m: {x: 1, y: 2}, l: [1, 2], k: 1, o: 1}
            hosts:
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: a}, configuration: {m: {x: 9}, l: [3], o: ~}}
            """).Descriptor.Hosts[0];

        Assert.Equal("{m: {x: 9}, l: [3], k: 1, o: }", host.Configuration.ToString());
        Assert.Equal("---\nm:\n  x: 9\nl:\n- 3\nk: 1\no:\n", ConfigurationRendering.ToYaml(host.Configuration));
        var provision = HostRendering.Host(host, Identity, "K", [], _ => false).OfType<OneVector>().First(v => v.Key == "PROVISION");
        Assert.Contains(new OneSingle("TAGS", "a,b"), provision.Members);
    }

    [Fact]
    public void Load_WithAMaskAtTheHost_KeepsTheDefault()
    {
        var host = Loading.Load("""
            name: p
            defaults: {provision: {driver: packet, packet_token: REAL, packet_project: pr, facility: a, plan: p, os: o}}
            hosts:
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: a, packet_token: "****", packet_project: canary}}
            """).Descriptor.Hosts[0];

        Assert.Equal("REAL", host.Provision.Reveal("packet_token"));
        Assert.Equal("pr", host.Provision.Text("packet_project"));
    }

    [Fact]
    public void Load_WithoutHosts_MergesDefaultProvisionIntoObjectsButNoSecretAndNoDriver()
    {
        var descriptor = Loading.Load("""
            name: p
            defaults: {provision: {driver: packet, packet_token: REAL, facility: ams1}}
            datastores:
              - {name: d, tm_mad: ssh, provision: {facility: own, k: v}}
            """).Descriptor;

        var datastore = ObjectRendering.Object(descriptor.Datastores[0].Attributes, Identity, _ => true).OfType<OneVector>().Single();
        Assert.False(descriptor.HasHosts);
        Assert.Equal("PROVISION=[ FACILITY=\"ams1\", K=\"v\", PROVISION_ID=\"UUID\", NAME=\"p\" ]", datastore.ToString());
        Assert.Equal("{facility: ams1}", descriptor.Cluster["provision"]!.ToString());
    }

    [Fact]
    public void Load_WithHosts_LeavesObjectsWithoutDefaultProvision()
    {
        var descriptor = Loading.Load("""
            name: p
            defaults: {provision: {driver: dummy, facility: ams1}}
            hosts: [{im_mad: kvm, vm_mad: kvm, provision: {hostname: a}}]
            datastores: [{name: d, tm_mad: ssh}]
            """).Descriptor;

        Assert.Empty(descriptor.Datastores[0].Provision.Entries);
        Assert.Null(descriptor.Cluster["provision"]);
    }

    [Fact]
    public void Load_WithDefaultsForSeveralDrivers_TakesWhatEachKnows()
    {
        var hosts = Loading.Load("""
            name: p
            defaults: {provision: {driver: packet, packet_token: T, packet_project: P, metro: am, plan: p, os: o, region_name: eu}}
            hosts:
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: a}}
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: b, driver: ec2, ami: x, instancetype: i3.metal}}
            """).Descriptor.Hosts;

        Assert.Equal(["packet", "ec2"], hosts.Select(h => h.Driver));
    }

    [Fact]
    public void Load_WithAnEmptyHostsList_HasASectionWithoutHosts()
    {
        var descriptor = Loading.Load("name: p\nhosts: []").Descriptor;

        Assert.True(descriptor.HasHosts);
        Assert.Empty(descriptor.Hosts);
    }

    [Fact]
    public void Load_OfNumbersAndWords_KeepsTheirTextAndReadsYaml11()
    {
        var configuration = Loading.Load("""
            name: p
            hosts:
              - im_mad: kvm
                vm_mad: kvm
                provision: {driver: dummy, hostname: a}
                configuration: {v: 5.10, q: "yes", y: Yes, n: OFF, t: TRUE, s: y, z: 0123, m: "", u: ~, d: 2020-01-01}
            """).Descriptor.Hosts[0].Configuration;

        Assert.Equal(
            "---\nv: 5.10\nq: 'yes'\ny: true\nn: false\nt: true\ns: 'y'\nz: 0123\nm: ''\nu:\nd: '2020-01-01'\n".Replace("\ny: true", "\n'y': true", StringComparison.Ordinal).Replace("\nn: false", "\n'n': false", StringComparison.Ordinal),
            ConfigurationRendering.ToYaml(configuration));
        Assert.Equal(ScalarKind.Float, ((DescriptorScalar)configuration["v"]!).Kind);
    }
}
