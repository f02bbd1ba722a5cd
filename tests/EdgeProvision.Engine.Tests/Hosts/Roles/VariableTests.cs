using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs.Steps;
using EdgeProvision.Engine.Hosts.Roles;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Roles;

public sealed class VariableTests : IDisposable
{
    private readonly Workshop _workshop = new();
    private readonly PlaybookLibrary _shipped = new([Workshop.ShippedFolder]);

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Compile_ValueGivenAtEveryLevel_TheHighestWins()
    {
        _workshop.WithRole("""
            variables:
              x: {description: d, default: role}
            steps:
              - {title: T, file: {path: /x, content: "{{ x }}"}}
            """);
        Assert.Equal("role", Content(Workshop.Request()));
        _workshop.With("playbooks/p.yaml", "description: a test\nroles: [r]\nvariables: {x: playbook}\n");
        Assert.Equal("playbook", Content(Workshop.Request()));
        var withFallback = Workshop.Request() with { FallbackVariables = new Dictionary<string, object?> { ["x"] = "connection" } };
        Assert.Equal("connection", Content(withFallback));
        Assert.Equal("descriptor", Content(withFallback with { Variables = new Dictionary<string, object?> { ["x"] = "descriptor" } }));
        Assert.Equal("connection", Content(withFallback with { Variables = new Dictionary<string, object?> { ["x"] = null } }));
    }

    [Theory]
    [InlineData("os.family == 'debian'", true)]
    [InlineData("os.version >= 11 and os.version < 12.1", true)]
    [InlineData("os.version in [11, 13]", false)]
    [InlineData("os.id in ['ubuntu', 'debian']", true)]
    [InlineData("not (flag or os.id == 'ubuntu')", false)]
    [InlineData("flag and not empty and not off and not none", true)]
    [InlineData("flag == 'yes'", true)]
    [InlineData("'5.10' == 5.1", false)]
    [InlineData("'5.10' > 5.9", true)]
    [InlineData("overlay.interface == 'eth0:0' and overlay.address == \"10.1.2.3\"", true)]
    [InlineData("list", true)]
    [InlineData("false or empty", false)]
    public void Compile_When_DecidesWhetherTheStepIsThere(string when, bool expected)
    {
        _workshop.WithRole($"""
            variables:
              flag: {'{'}description: d, type: boolean, default: true{'}'}
              empty: {'{'}description: d, default: ""{'}'}
              off: {'{'}description: d, default: "no"{'}'}
              none: {'{'}description: d, type: list, default: []{'}'}
              list: {'{'}description: d, type: list, default: [a]{'}'}
            steps:
              - title: T
                when: >-
                  {when}
                package: {'{'}names: x{'}'}
            """);
        Assert.Equal(expected ? 1 : 0, _workshop.Compile(Workshop.Request()).Steps.Count);
    }

    [Fact]
    public void Compile_TemplateWithLoopAndCondition_LeavesNoEmptyLines()
    {
        _workshop.WithRole("""
            variables:
              users: {description: d, type: list, default: [{name: a, id: 1}, {name: b, id: 2}]}
              flag: {description: d, type: boolean, default: no}
            steps:
              - {title: T, file: {path: /x, template: t}}
            """).With("roles/r/templates/t", "head\n{{ for u in users }}\n  {{ u.name }}={{ u.id }}\n{{ end }}\n{{ if flag }}\non\n{{ else }}\noff {{ if not flag }}inline{{ end }}\n{{ end }}\ntail\n");
        Assert.Equal("head\n  a=1\n  b=2\noff inline\ntail\n", Content(Workshop.Request()));
    }

    [Fact]
    public void Compile_BracesInADescriptorsValue_MeanNothing()
    {
        _workshop.WithRole("variables:\n  x: {description: d, default: ''}\nsteps:\n  - {title: T, file: {path: /x, content: '{{ x }}'}}\n");
        Assert.Equal("{{ os.id }}", Content(Workshop.Request(("x", "{{ os.id }}"))));
    }

    [Fact]
    public void Compile_StaticVxlan_TunnelFollowsTheTunnelAddressUnlessGiven()
    {
        var request = Workshop.Request() with { Playbooks = ["static_vxlan"] };
        var vxlan = Assert.Single(_shipped.Compile(request, Workshop.Debian, false, false).Steps.OfType<VxlanStep>());
        Assert.Equal(("vxbr100", "vxlan100", 100L, "eth0", "10.1.2.3", 4789L), (vxlan.Bridge, vxlan.Device, vxlan.Vni, vxlan.Underlay, vxlan.LocalAddress, vxlan.Port));
        Assert.Equal(["10.1.2.3", "10.1.2.4"], Assert.Single(_shipped.Compile(request, Workshop.Debian, false, false).Steps.OfType<PeersStep>()).Addresses);
        var given = request with
        {
            Variables = new Dictionary<string, object?>
            {
                ["opennebula_p2p_vxlan_phydev"] = "bond0:0", ["opennebula_p2p_vxlan_vxlan_local_ip"] = "10.9.9.9",
                ["opennebula_p2p_vxlan_remotes"] = new List<object?> { "10.9.9.8" },
            },
        };
        vxlan = Assert.Single(_shipped.Compile(given, Workshop.Debian, false, false).Steps.OfType<VxlanStep>());
        Assert.Equal(("bond0", "10.9.9.9"), (vxlan.Underlay, vxlan.LocalAddress));
        Assert.Equal(["10.9.9.8"], Assert.Single(_shipped.CompilePeers(given, Workshop.Debian).Steps.OfType<PeersStep>()).Addresses);
        Assert.Equal(request.Peers.Hash, _shipped.CompilePeers(given, Workshop.Debian).PeersHash);
    }

    [Fact]
    public void Compile_NoInterfaceCarriesTheTunnel_ErrorNamesTheVariable()
    {
        var request = Workshop.Request() with { Playbooks = ["static_vxlan"], TunnelAddress = "10.7.7.7" };
        var error = Assert.Throws<EdgeException>(() => _shipped.Compile(request, Workshop.Debian with { DefaultInterface = null }, false, false));
        Assert.Contains("opennebula_p2p_vxlan_phydev", error.Message);
    }

    [Fact]
    public void Compile_TunnelAddressIsTranslatedOnTheWay_TunnelHasTheHostsOwnAndItIsNoPeerOfItself()
    {
        var request = Workshop.Request() with { Playbooks = ["static_vxlan"], TunnelAddress = "198.51.100.9", Peers = new PeerSet(["198.51.100.9", "198.51.100.77"]) };

        var program = _shipped.Compile(request, Workshop.Debian, false, false);

        var vxlan = Assert.Single(program.Steps.OfType<VxlanStep>());
        Assert.Equal(("eth0", "203.0.113.5"), (vxlan.Underlay, vxlan.LocalAddress));
        Assert.Equal(["198.51.100.77"], Assert.Single(program.Steps.OfType<PeersStep>()).Addresses);
        Assert.Equal(request.Peers.Hash, program.PeersHash);
    }

    [Fact]
    public void Compile_RootLockedOutByVariable_IsRefused()
    {
        var request = Workshop.Request(("opennebula_ssh_sshd_permitrootlogin", false)) with { Playbooks = ["default"] };
        var error = Assert.Throws<EdgeException>(() => _shipped.Compile(request, Workshop.Debian, false, false));
        Assert.Equal("ConfigurationRefused", error.Code);
        var other = request with { FallbackVariables = new Dictionary<string, object?> { ["edgeprovision_remote_user"] = "ubuntu" } };
        Assert.Contains("PermitRootLogin no", _shipped.Compile(other, Workshop.Debian, false, false).Steps.OfType<FileStep>().Select(f => f.Content).Aggregate(string.Concat));
    }

    [Fact]
    public void Compile_UnsupportedSystem_ErrorNamesWhatIsSupported()
    {
        var centos = Workshop.Debian with { OsId = "centos", OsIdLike = ["rhel", "fedora"], OsVersion = "7", OsName = "CentOS Linux 7 (Core)" };
        var error = Assert.Throws<EdgeException>(() => _shipped.Compile(Workshop.Request() with { Playbooks = ["default"] }, centos, false, false));
        Assert.Equal(("UnsupportedOperatingSystem", ErrorKind.NotSupported), (error.Code, error.Kind));
        Assert.Contains("CentOS Linux 7 (Core)", error.Message);
        Assert.Contains("debian 11, 12, 13; ubuntu 20.04, 22.04, 24.04", error.Message);
    }

    [Theory]
    [InlineData("debian", "11", "deb [signed-by=/etc/apt/keyrings/opennebula.asc] https://downloads.opennebula.io/repo/6.10/Debian/11 stable opennebula\n")]
    [InlineData("ubuntu", "24.04", "deb [signed-by=/etc/apt/keyrings/opennebula.asc] https://downloads.opennebula.io/repo/6.10/Ubuntu/24.04 stable opennebula\n")]
    public void Compile_Repository_LineIsTheDistributions(string id, string version, string line)
    {
        var facts = Workshop.Debian with { OsId = id, OsIdLike = id == "ubuntu" ? ["debian"] : [], OsVersion = version };
        var steps = _shipped.Compile(Workshop.Request() with { Playbooks = ["default"] }, facts, false, false).Steps;
        Assert.Equal(line, steps.OfType<FileStep>().Single(f => f.Path == "/etc/apt/sources.list.d/opennebula.list").Content);
        Assert.Equal(id == "ubuntu", steps.OfType<LineStep>().Any(l => l.Path.Contains("apparmor")));
    }

    [Fact]
    public void UnknownVariables_Misspelt_AreNamedWithTheNearest()
    {
        var request = Workshop.Request(("iptables_masquerade_enable", true), ("param_nested", true), ("opennebula_node_kvm_use_ev", true), ("zzz", 1L)) with { Playbooks = ["default"] };
        var unknown = _shipped.UnknownVariables(request);
        Assert.Equal(["iptables_masquerade_enable", "param_nested", "zzz"], unknown.Select(u => u.Name));
        Assert.Equal("iptables_masquerade_enabled", unknown[0].NearNames[0]);
        Assert.Equal(["opennebula_node_kvm_param_nested"], unknown[1].NearNames);
        Assert.Empty(unknown[2].NearNames);
    }

    private string Content(ConfigurationRequest request) => _workshop.Compile(request).Steps.OfType<FileStep>().Single().Content;
}
