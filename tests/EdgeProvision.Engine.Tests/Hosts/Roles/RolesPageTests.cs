using EdgeProvision.Engine.Hosts.Programs.Steps;
using EdgeProvision.Engine.Hosts.Roles;
using EdgeProvision.Engine.Hosts.Roles.Binding;
using EdgeProvision.Engine.Hosts.Roles.Expressions;

namespace EdgeProvision.Engine.Tests.Hosts.Roles;

/// <summary>The page for authors of roles says what is so.</summary>
public sealed class RolesPageTests : IDisposable
{
    private readonly Workshop _workshop = new();
    private readonly string _page = File.ReadAllText(Path.Combine(Workshop.ShippedFolder, "..", "docs", "design", "roles.md"));

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Page_KindsKeysFiltersAndFacts_AreAllThere()
    {
        foreach (var name in StepKinds.Names)
        {
            var row = Assert.Single(_page.Split('\n'), l => l.StartsWith($"| `{name}` |", StringComparison.Ordinal));
            Assert.All(StepKinds.Find(name)!.Keys, key => Assert.Contains(key, row));
        }

        Assert.All(Filters.Names, f => Assert.Contains($"`{f}`", _page));
        Assert.All(HostScope.FactNames, f => Assert.Contains($"`{f}", _page));
    }

    [Fact]
    public void Page_ExampleRoleAndPlaybook_Compile()
    {
        var blocks = _page.Split("```yaml\n").Skip(1).Select(b => b.Split("```")[0]).ToList();
        _workshop.With("roles/log-collector/role.yaml", blocks[0]).With("playbooks/collected.yaml", blocks[1]);
        var library = new PlaybookLibrary([Workshop.ShippedFolder, _workshop.Folder]);
        Assert.Empty(library.Notes);
        var steps = library.Compile(Workshop.Request() with { Playbooks = ["collected"] }, Workshop.Debian, false, false).Steps;
        Assert.Equal("*.* @@192.0.2.10:6514\n", steps.OfType<FileStep>().Single(f => f.Role == "log-collector").Content);
        Assert.Equal(["rsyslog", "rsyslog-gnutls"], steps.OfType<PackageStep>().Single(p => p.Role == "log-collector").Packages);
    }
}
