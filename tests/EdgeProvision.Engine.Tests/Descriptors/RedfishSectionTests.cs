using EdgeProvision.Engine.Descriptors;

namespace EdgeProvision.Engine.Tests.Descriptors;

public sealed class RedfishSectionTests
{
    [Fact]
    public void Load_SectionInDefaultsAndAtHosts_IsMergedKeyByKey()
    {
        var loaded = Load("""
            defaults:
              provision:
                driver: onprem
                redfish: { user: admin, password: Tenp0wer, certificate: trusted }
            hosts:
              - { im_mad: kvm, vm_mad: kvm, provision: { hostname: a, address: 192.0.2.1, redfish: { url: "https://bmc-a", user: root } } }
              - { im_mad: kvm, vm_mad: kvm, provision: { hostname: b, address: 192.0.2.2, redfish_url: "https://bmc-b" } }
            """);

        var hosts = loaded.Descriptor.Hosts;
        Assert.Equal(["https://bmc-a", "https://bmc-b"], hosts.Select(h => h.Provision.Text("redfish_url")));
        Assert.Equal(["root", "admin"], hosts.Select(h => h.Provision.Text("redfish_user")));
        Assert.All(hosts, h => Assert.Equal("Tenp0wer", h.Provision.Reveal("redfish_password")));
        Assert.All(hosts, h => Assert.True(h.Provision["redfish_password"]!.HasSecret));
        Assert.All(hosts, h => Assert.False(h.Provision.Contains("redfish")));
        Assert.DoesNotContain("Tenp0wer", loaded.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tenp0wer", hosts[0].Provision.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redfish: { adress: x }", "UnknownKey", "redfish_adress")]
    [InlineData("redfish: https://bmc", "WrongType", "redfish")]
    [InlineData("redfish: [ x ]", "WrongType", "redfish")]
    public void Load_SectionThatIsNone_IsTold(string section, string code, string key)
    {
        var told = Loading.Error($$"""
            name: p
            hosts:
              - { im_mad: kvm, vm_mad: kvm, provision: { driver: onprem, hostname: a, {{section}} } }
            """);

        Assert.Equal(code, told.Code);
        Assert.Contains(key, told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PasswordFromAnEnvironmentThatHasNone_CountsAsNotGiven()
    {
        var loaded = Load("""
            hosts:
              - { im_mad: kvm, vm_mad: kvm, provision: { driver: onprem, hostname: a, redfish: { url: "https://bmc", user: u, password: "${env:RACK}" } } }
            """);

        Assert.True(string.IsNullOrEmpty(loaded.Descriptor.Hosts[0].Provision.Reveal("redfish_password")));
        Assert.Contains(loaded.CredentialsNotGiven, c => c.Key == "redfish_password");
    }

    private static LoadedDescriptor Load(string text) => Loading.Load("name: p\n" + text);
}
