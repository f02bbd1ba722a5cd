using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Roles;

public sealed class HostileValueTests : IDisposable
{
    private readonly Workshop _workshop = new();

    public static TheoryData<string> Hostile =>
    [
        "it's", "'; touch PWNED; '", "$(touch PWNED)", "`touch PWNED`", "\"; touch PWNED; \"", "a\nb\n", "\n'\n$(touch PWNED)\n", "\\", "\\'", "%s%n%d",
        "{{ os.id }}", "-rf", "*", "é☃", "a\tb", "\r\n", "EP_EOF\ntouch PWNED\nEP_EOF", "@step\t0\tfailed\t0\t-", "$EP_TMP ${EP_CHECK} $0", "& | > PWNED",
    ];

    public void Dispose() => _workshop.Dispose();

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Run_HostileValueInFileAndCommand_ArrivesUnchangedAndRunsNothing(string value)
    {
        var folder = _workshop.Folder;
        _workshop.WithRole($$$"""
            variables:
              evil: {description: d, type: lines, default: ""}
            steps:
              - title: A file
                file: {path: {{{folder}}}/out, content: "{{ evil }}"}
              - title: A command
                command:
                  effect: creates
                  creates: {{{folder}}}/out2
                  with: {value: "{{ evil }}", where: {{{folder}}}/out2}
                  run: printf '%s' "$value" > "$where"
            """);
        var program = _workshop.Compile(Workshop.Request(("evil", value)));
        var (status, steps, output) = _workshop.Run(program, "env", "-C", folder);
        Assert.True(status == 0, output);
        Assert.Equal(2, steps.Count(s => s.Outcome == HostStepOutcome.Changed));
        Assert.Equal(value, File.ReadAllText(Path.Combine(folder, "out")));
        Assert.Equal(value, File.ReadAllText(Path.Combine(folder, "out2")));
        Assert.False(File.Exists(Path.Combine(folder, "PWNED")));
        var again = _workshop.Run(program, "env", "-C", folder);
        Assert.All(again.Steps, s => Assert.Equal(HostStepOutcome.Ok, s.Outcome));
    }

    [Fact]
    public void Compile_NulInValue_IsRefused()
    {
        _workshop.WithRole("""
            variables:
              evil: {description: d, type: lines, default: ""}
            steps:
              - {title: A file, file: {path: /x, content: "{{ evil }}"}}
            """);
        Assert.Equal("ConfigurationInvalid", _workshop.Error(("evil", "a\0b")).Code);
    }

    [Theory]
    [InlineData("opennebula_p2p_vxlan_phydev", "eth0; reboot")]
    [InlineData("opennebula_p2p_vxlan_phydev", "-x")]
    [InlineData("opennebula_p2p_vxlan_bridge", "br0\nkind firewall")]
    [InlineData("bridged_networking_static_ip", "192.168.150.1/24")]
    [InlineData("bridged_networking_static_ip", "300.1.1.1")]
    [InlineData("bridged_networking_static_netmask", "255.0.255.0")]
    [InlineData("iptables_masquerade_source", "any; drop")]
    [InlineData("opennebula_p2p_vxlan_vxlan_vni", "16777216")]
    [InlineData("opennebula_p2p_vxlan_remotes", "10.0.0.1, $(reboot)")]
    [InlineData("iptables_masquerade_enabled", "perhaps")]
    [InlineData("opennebula_repository_base", "file:///x\ndeb http://evil / ")]
    [InlineData("opennebula_node_kvm_packages", "-oAPT::x=1")]
    [InlineData("opennebula_node_kvm_packages", "opennebula-node-kvm-")]
    [InlineData("iptables_masquerade_interface", "a-name-that-is-longer-than-any")]
    public void Compile_ShippedPlaybookWithValueOfTheWrongShape_IsRefusedNamingIt(string name, string value)
    {
        var library = new Engine.Hosts.Roles.PlaybookLibrary([Workshop.ShippedFolder]);
        var request = Workshop.Request((name, value)) with { Playbooks = ["static_vxlan"] };
        var error = Assert.Throws<EdgeException>(() => library.Compile(request, Workshop.Debian, false, false));
        Assert.Contains(error.Code, new[] { "ConfigurationInvalid", "RoleInvalid" });
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
    }

    [Fact]
    public void Compile_SecretOfTheWrongShape_ErrorDoesNotShowIt()
    {
        _workshop.WithRole("""
            variables:
              token: {description: d, secret: true, default: ""}
            steps:
              - {title: A file, file: {path: /x, content: "{{ token }}", secret: true}}
            """);
        Assert.DoesNotContain("hunter2", _workshop.Error(("token", "hunter2\n")).Message);
        var program = _workshop.Compile(Workshop.Request(("token", "hunter2")));
        Assert.Contains("hunter2", program.ShellText);
        Assert.DoesNotContain("hunter2", $"{program} {program.Steps[0]}");
    }

    [Theory]
    [InlineData("file: {path: /x, content: \"{{ indirect }}\"}")]
    [InlineData("line: {path: /x, line: \"{{ indirect }}\"}")]
    public void Compile_SecretInAStepThatDoesNotSayItIsOne_ItsDifferenceIsNotShown(string step)
    {
        _workshop.WithRole($$$"""
            variables:
              token: {description: d, default: ""}
              indirect: {description: d, default: "token={{ token }}"}
              plain: {description: d, default: open}
            steps:
              - {title: A, {{{step}}}}
              - {title: B, {{{step.Replace("indirect", "plain")}}}}
              - {title: C, {{{step}}}}
            """);
        var steps = _workshop.Compile(Workshop.Request(("token", "hunter2")) with { SecretNames = new HashSet<string> { "token" } }).Steps;
        Assert.Equal([true, false, true], steps.Select(s => s is Engine.Hosts.Programs.Steps.FileStep { Secret: true } or Engine.Hosts.Programs.Steps.LineStep { Secret: true }));
    }

    [Theory]
    [InlineData("token", "number", "file: {path: /x, content: \"{{ token }}\"}")]
    [InlineData("token", "text", "symlink: {path: \"{{ token }}\", target: /x}")]
    public void Compile_SecretByTheDescriptorOfTheWrongShape_ErrorDoesNotShowIt(string name, string type, string step)
    {
        _workshop.WithRole($$$"""
            variables:
              {{{name}}}: {description: d, type: {{{type}}}, default: }
            steps:
              - {title: A, {{{step}}}}
            """);
        var request = Workshop.Request((name, "hunter2")) with { SecretNames = new HashSet<string> { name } };
        Assert.DoesNotContain("hunter2", Assert.Throws<EdgeException>(() => _workshop.Compile(request)).Message);
    }
}
