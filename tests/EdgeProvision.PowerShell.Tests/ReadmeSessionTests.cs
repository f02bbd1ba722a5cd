using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>The README's first session, word for word, on the sandbox's real machines.</summary>
public sealed class ReadmeSessionTests : IDisposable
{
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task FirstSession_AfterTheImport_DoesWhatItSays()
    {
        var lines = SessionLines();
        Assert.Equal("Start-EdgeSandbox", lines[0]);
        Assert.Equal("Stop-EdgeSandbox", lines[^1]);
        _session.Runspace.SessionStateProxy.Path.SetLocation(StagedModule.Repository);
        var results = new Dictionary<string, SessionResult>();
        try
        {
            foreach (var line in lines)
            {
                if (line.Contains("Remove-EdgeProvision", StringComparison.Ordinal))
                    _session.Host.Screen.Answers.Enqueue("Yes");
                results[line] = (await _session.RunAsync(line)).Succeeded();
            }
        }
        finally
        {
            // Whatever failed, the machines must not go on.
            await _session.RunAsync("Stop-EdgeSandbox");
        }

        var made = Assert.IsType<Provision>(results.First(r => r.Key.StartsWith("New-EdgeProvision", StringComparison.Ordinal)).Value.Single.BaseObject);
        Assert.Equal(ProvisionState.Ready, made.State);
        Assert.Equal(2, made.Hosts.Count);
        var hosts = results["Get-EdgeHost"].Output.Select(o => Assert.IsType<EdgeHost>(o.BaseObject)).ToList();
        Assert.Equal(2, hosts.Count);
        Assert.All(hosts, h => Assert.Equal((EdgeHostState.Ready, "on", 400), (h.State, h.FrontEndState, h.TotalCpu)));
        var question = Assert.Single(_session.Host.Screen.Questions);
        Assert.Contains("fosdem", question, StringComparison.Ordinal);
    }

    public void Dispose() => _session.Dispose();

    /// <summary>The lines of the first PowerShell block that imports the module, from the line after the import.</summary>
    private static List<string> SessionLines()
    {
        var readme = File.ReadAllLines(Path.Combine(StagedModule.Repository, "README.md"));
        var import = Array.FindIndex(readme, l => l.StartsWith("Import-Module", StringComparison.Ordinal));
        Assert.True(import >= 0, "README.md has no line that imports the module.");
        return [.. readme.Skip(import + 1).TakeWhile(l => !l.StartsWith("```", StringComparison.Ordinal)).Where(l => l.Length > 0)];
    }
}
