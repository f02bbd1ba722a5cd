using EdgeProvision.Engine.Hosts.Roles;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Roles;

public sealed class PlaybookDescriptionTests : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Describe_OfTheShippedOnes_TellsRolesVariablesAndSystems()
    {
        var playbook = new PlaybookLibrary([Workshop.ShippedFolder]).Describe("static_vxlan");

        Assert.True(playbook.HasOverlay);
        Assert.False(playbook.IsOwn);
        Assert.True(File.Exists(playbook.Path));
        Assert.Equal("base", playbook.Roles[0]);
        Assert.Contains("opennebula-p2p-vxlan", playbook.Roles);
        Assert.Equal(["debian 11", "debian 12", "debian 13", "ubuntu 20.04", "ubuntu 22.04", "ubuntu 24.04"], playbook.SupportedSystems.Order(StringComparer.Ordinal));
        Assert.All(playbook.Variables, v => Assert.EndsWith(".", v.Description.Trim(), StringComparison.Ordinal));
        Assert.Equal(playbook.Variables.Select(v => v.Name).Order(StringComparer.Ordinal), playbook.Variables.Select(v => v.Name));
    }

    [Fact]
    public void Describe_OfAVariableThatThePlaybookSets_TellsItsWordBeforeTheRoles()
    {
        var variables = new PlaybookLibrary([Workshop.ShippedFolder]).Describe("default").Variables.ToDictionary(v => v.Name);

        Assert.Equal("192.168.150.1", variables["bridged_networking_static_ip"].Default);
        Assert.Equal("false", variables["iptables_base_rules_strict"].Default);
        Assert.Equal("[ca-certificates, iproute2, kmod]", variables["edgeprovision_base_packages"].Default);
        Assert.Contains("{{ bridged_networking_static_ip }}", variables["iptables_masquerade_source"].Default, StringComparison.Ordinal);
        Assert.Equal("list", variables["edgeprovision_base_packages"].Type);
    }

    [Fact]
    public void Describe_OfOwnOnes_ShowsNoSecretAndWhereTheyAre()
    {
        _workshop.WithRole("variables:\n  p: {description: d., secret: true, default: s3cr3t}\n  q: {description: d., values: [a, b], default: }", "variables:\n  q: b\n");

        var playbook = new PlaybookLibrary([Workshop.ShippedFolder, _workshop.Folder]).Describe("p");

        Assert.True(playbook.IsOwn);
        Assert.Equal(Path.Combine(_workshop.Folder, "playbooks", "p.yaml"), playbook.Path);
        Assert.Empty(playbook.SupportedSystems);
        Assert.Equal([("p", null, true), ("q", "b", false)], playbook.Variables.Select(v => (v.Name, v.Default, v.IsSecret)));
        Assert.Equal(["a", "b"], playbook.Variables[1].AllowedValues);
    }

    [Fact]
    public void Describe_OfABrokenOne_NamesFileAndLine()
    {
        _workshop.WithRole("stepz: []");

        var error = Assert.Throws<EdgeException>(() => new PlaybookLibrary([Workshop.ShippedFolder, _workshop.Folder]).Describe("p"));

        Assert.Equal("RoleInvalid", error.Code);
        Assert.Contains("role.yaml:2:1", error.Message, StringComparison.Ordinal);
    }
}
