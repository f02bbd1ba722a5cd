using EdgeProvision.Engine.Hosts.Roles;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Roles;

public sealed class RoleFileTests : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Theory]
    [InlineData("stepz: []", 2, 1, "Unknown key 'stepz'", "'steps'")]
    [InlineData("steps:\n  - title: T\n    pakage: {names: x}", 4, 5, "Unknown kind of step 'pakage'", "'package'")]
    [InlineData("steps:\n  - title: T\n    file: {path: /x, contents: y}", 4, 22, "Unknown key 'contents'", "'content'")]
    [InlineData("steps:\n  - title: T", 3, 5, "does nothing", "")]
    [InlineData("steps:\n  - title: T\n    file: {path: /x}", 4, 11, "exactly one of content, template", "")]
    [InlineData("steps:\n  - title: T\n    file: {path: /x, template: no}", 4, 22, "no file templates/no", "")]
    [InlineData("steps:\n  - title: T\n    file: {path: /x, template: ../role.yaml}", 4, 22, "no file templates/../role.yaml", "")]
    [InlineData("steps:\n  - file: {path: /x, content: y}", 3, 5, "'title'", "")]
    [InlineData("steps:\n  - title: T\n    sysctl: {key: a}", 4, 5, "lacks 'value'", "")]
    [InlineData("steps:\n  - title: T\n    when: os.familly ==\n    package: {names: x}", 4, 24, "A value was expected", "")]
    [InlineData("steps:\n  - title: T\n    when: oz.id == 'debian'\n    package: {names: x}", 4, 11, "'oz' is no variable", "'os'")]
    [InlineData("steps:\n  - title: T\n    file: {path: /x, content: \"{{ pears }}\"}", 4, 35, "'pears' is no variable", "'peers'")]
    [InlineData("steps:\n  - title: T\n    file: {path: /x, content: \"{{ os.id | upper }}\"}", 4, 43, "no filter 'upper'", "")]
    [InlineData("steps:\n  - title: T\n    file: {path: /x, content: \"{{ if os.id }}\"}", 4, 32, "not closed", "")]
    [InlineData("steps:\n  - title: T\n    if_changed: [x]\n    service: {unit: a}", 4, 5, "No earlier step", "")]
    [InlineData("steps:\n  - title: T\n    command: {effect: check, run: \"echo {{ os.id }}\"}", 4, 30, "environment variables", "")]
    [InlineData("steps:\n  - title: T\n    file: {path: /x, content: y, check: \"test {{ os.id }}\"}", 4, 34, "no values by {{ }}", "$file")]
    [InlineData("steps:\n  - title: T\n    line: {path: /x, line: y, check: \"test {{ os.id }}\"}", 4, 31, "no values by {{ }}", "$file")]
    [InlineData("steps:\n  - title: T\n    command: {effect: check, run: 'true', with: {a b: 1}}", 4, 50, "'a b' is no name", "")]
    [InlineData("steps:\n  - title: T\n    command: {effect: check, run: 'true', with: {\"a; reboot #\": 1}}", 4, 50, "'a; reboot #' is no name", "")]
    [InlineData("steps:\n  - title: T\n    command: {effect: check, run: 'true', with: {EP_CHECK: 1}}", 4, 50, "'EP_CHECK' is taken", "")]
    [InlineData("steps:\n  - title: T\n    command: {effect: check, run: 'true', with: {PATH: /x}}", 4, 50, "'PATH' is taken", "")]
    [InlineData("variables:\n  x: {description: d, type: list, default: [{[a]: 1}]}", 3, 46, "must be a plain word", "")]
    [InlineData("steps:\n  - {title: T, package: {names: x}}\n  - {title: T, package: {names: y}}", 4, 6, "same title", "")]
    [InlineData("variables:\n  Bad: {description: d, default: 1}", 3, 3, "no name for a variable", "")]
    [InlineData("variables:\n  x: {description: d}", 3, 3, "no default", "")]
    [InlineData("variables:\n  x: {description: d, type: bool, default: 1}", 3, 23, "no type 'bool'", "")]
    [InlineData("supported:\n  - {id: debian}", 3, 5, "'versions' is missing", "")]
    [InlineData("steps: [", 3, 1, "not valid YAML", "")]
    public void Compile_BadRoleFile_ErrorNamesFileLineAndColumn(string yaml, int line, int column, string what, string hint)
    {
        var error = _workshop.WithRole(yaml).Error();
        Assert.Equal("RoleInvalid", error.Code);
        Assert.Contains(what, error.Message);
        Assert.Contains(hint, error.Message);
        Assert.StartsWith($"{Path.Combine(_workshop.Folder, "roles", "r", "role.yaml")}:{line}:{column}: ", error.Message);
    }

    [Fact]
    public void Compile_PlaybookNamesUnknownRoleOrVariable_ErrorNamesTheNearest()
    {
        _workshop.WithRole("variables:\n  colour: {description: d, default: red}", "variables:\n  color: blue\n");
        Assert.Contains("p.yaml:4:10: None of this playbook's roles has a variable 'color'. Did you mean 'colour'?", _workshop.Error().Message);
        _workshop.With("playbooks/p.yaml", "description: a test\nroles: [rr]\n");
        Assert.Contains("There is no role 'rr'. Did you mean 'r'?", _workshop.Error().Message);
    }

    [Fact]
    public void Compile_UnknownPlaybook_ErrorNamesTheNearest()
    {
        var library = new PlaybookLibrary([Workshop.ShippedFolder]);
        var error = Assert.Throws<EdgeException>(() => library.HasOverlay(["static_vxlam"]));
        Assert.Equal("PlaybookUnknown", error.Code);
        Assert.Contains("'static_vxlan'", error.Message);
    }

    [Fact]
    public void Compile_VariableThatNeedsItself_IsAnErrorAndNoOverflow()
    {
        var error = _workshop.WithRole("""
            variables:
              a: {description: d, default: "{{ b }}"}
              b: {description: d, default: "{{ a }}"}
            steps:
              - {title: T, when: a, package: {names: x}}
            """).Error();
        Assert.Contains("a -> b -> a", error.Message);
    }

    [Fact]
    public void Constructor_UserFolderHasARoleOfAShippedName_UsersOwnWinsWithANote()
    {
        _workshop.With("roles/tuntap/role.yaml", "description: mine\nsteps:\n  - {title: Mine, package: {names: mine}}\n");
        var library = new PlaybookLibrary([Workshop.ShippedFolder, _workshop.Folder, "/nonexistent"]);
        Assert.Contains(library.Notes, n => n.Contains("'tuntap'") && n.Contains(_workshop.Folder));
        Assert.Contains(library.Compile(Workshop.Request() with { Playbooks = ["default"] }, Workshop.Debian, false, false).Steps, s => s.Title == "Mine");
    }

    [Fact]
    public void Names_BrokenRoleOfTheUser_DoesNotHarmOthers()
    {
        _workshop.WithRole("nonsense: 1");
        var library = new PlaybookLibrary([Workshop.ShippedFolder, _workshop.Folder]);
        Assert.Equal(["default", "p", "static_vxlan"], library.Names);
        Assert.NotEmpty(library.Compile(Workshop.Request() with { Playbooks = ["default"] }, Workshop.Debian, false, false).Steps);
    }

    [Fact]
    public void Variables_EveryShippedPlaybook_EachIsDescribed()
    {
        var library = new PlaybookLibrary([Workshop.ShippedFolder]);
        foreach (var playbook in library.Names)
            Assert.All(library.Variables([playbook]), v => Assert.True(v.Description.Length > 10, v.Name));
        Assert.Contains(library.Variables(["static_vxlan"]), v => v is { Name: "opennebula_node_kvm_param_nested", Type: "boolean", Role: "opennebula-node-kvm" });
    }

    [Fact]
    public void ShippedRoles_TemporaryFiles_HaveNoNamesThatOthersCanPrepare()
    {
        // Whoever may log in to a host can put a link where root is about to write. OpenNebula's own folder is written in by oneadmin alone.
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Workshop.ShippedFolder, "roles"), "*", SearchOption.AllDirectories))
            Assert.DoesNotMatch(@"(?<!/var)/tmp|/var/tmp/(?!one/vnm/alias_sdnat\b)|TMPDIR|\$\$", File.ReadAllText(file));
    }
}
