using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

[Collection(EnvironmentCollection.Name)]
public sealed class PlaybookTests : IDisposable
{
    private readonly UserEnvironment _user = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task GetEdgePlaybook_OfTheShippedOnes_TellsWhatTheyAreAndWhatCanBeSet()
    {
        var playbooks = (await _session.RunAsync("Get-EdgePlaybook")).Succeeded().Output.Select(o => (EdgePlaybook)o.BaseObject).ToList();

        Assert.Equal(["default", "static_vxlan"], playbooks.Select(p => p.Name));
        Assert.All(playbooks, p => Assert.False(p.IsOwn));
        Assert.Equal([false, true], playbooks.Select(p => p.HasOverlay));
        Assert.All(playbooks, p => Assert.StartsWith(StagedModule.Directory, p.Path, StringComparison.Ordinal));
        Assert.All(playbooks.SelectMany(p => p.Variables), v => Assert.NotEmpty(v.Description));
        Assert.Contains("debian 12", playbooks[0].SupportedSystems);
        Assert.Equal(
            ["bridged_networking_static_ip"],
            (await _session.RunAsync("(Get-EdgePlaybook default).Variables | Where-Object Default -eq 192.168.150.1 | ForEach-Object Name")).Succeeded().Output.Select(o => o.ToString()));
    }

    [Fact]
    public async Task GetEdgePlaybook_WithOwnOnes_ShowsThemAndABrokenOneAsAnErrorBesideTheOthers()
    {
        Own("playbooks/mine.yaml", "description: Mine.\nroles: [base]\n");
        Own("playbooks/broken.yaml", "description: Broken.\nroles: [no-such-role]\n");

        var result = await _session.RunAsync("'m*', 'broken', 'static_vxlan' | Get-EdgePlaybook");

        Assert.Equal(["mine", "static_vxlan"], result.Output.Select(o => ((EdgePlaybook)o.BaseObject).Name));
        Assert.True(((EdgePlaybook)result.Output[0].BaseObject).IsOwn);
        Assert.Equal(["RoleInvalid"], result.ErrorIds);
        Assert.Contains("broken.yaml:2:", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetEdgePlaybook_OfOneThatIsNotThere_SaysWhichOneIsNear()
    {
        var result = await _session.RunAsync("Get-EdgePlaybook static_vxlam, default, x*");

        Assert.Equal(["PlaybookNotFound"], result.ErrorIds);
        Assert.Equal("Did you mean static_vxlan?", result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Single(result.Output);
    }

    public void Dispose()
    {
        _session.Dispose();
        _user.Dispose();
    }

    private void Own(string path, string text)
    {
        var file = Path.Combine(_user.Folder, "edgeprovision", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
