using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

[Collection(EnvironmentCollection.Name)]
public sealed class SandboxTests : IDisposable
{
    private readonly UserEnvironment _user = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task StartEdgeSandbox_WithAnImpossibleId_PassesOnWhatTheSandboxSays()
    {
        var error = await _session.CatchAsync("Start-EdgeSandbox 'No Id'");

        Assert.Equal("SandboxStartFailed,EdgeProvision.PowerShell.Commands.StartEdgeSandboxCommand", error.FullyQualifiedErrorId);
        Assert.Contains("'No Id' is no id for a sandbox: an id is 1 to 32 lower-case letters (a to z), digits and hyphens, and begins with a letter or digit. 'no-id' would do.", error.ToString(), StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-EdgeCloud")).Succeeded().Output);
    }

    [Fact]
    public async Task StartEdgeSandbox_WhatIf_StartsNothing()
    {
        Assert.Empty((await _session.RunAsync("Start-EdgeSandbox nosuch -WhatIf")).Succeeded().Output);
        Assert.Contains("What if: Performing the operation \"Start\" on target \"sandbox nosuch\".", _session.Host.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopEdgeSandbox_ThatDoesNotRun_SaysSo()
    {
        var result = (await _session.RunAsync("Stop-EdgeSandbox never-started -Verbose")).Succeeded();

        // A warning where other sandboxes run on this machine.
        Assert.Single([.. result.Verbose, .. result.Warnings], text => text.StartsWith("No sandbox 'never-started' is running.", StringComparison.Ordinal));
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task StopEdgeSandbox_MistypedBesideAnother_WarnsAndNamesIt()
    {
        Leave("dead", """{ "pid": 4711, "release": "7.4" }""");

        var result = (await _session.RunAsync("Stop-EdgeSandbox daed")).Succeeded();

        Assert.Equal(["No sandbox 'daed' is running. There is: dead."], result.Warnings);
    }

    [Fact]
    public async Task GetEdgeSandbox_OneWhoseProcessDied_IsShownAsSuchAndPipesIntoStop()
    {
        var folder = Leave("dead", """{ "pid": 4711, "release": "7.4" }""");

        var sandbox = (EdgeSandbox)(await _session.RunAsync("Get-EdgeSandbox de*")).Single.BaseObject;
        var shown = (await _session.RunAsync("Get-EdgeSandbox -State Died | Stop-EdgeSandbox -WhatIf")).Succeeded();

        Assert.Equal(("dead", EdgeSandboxState.Died, 4711, "7.4"), (sandbox.Id, sandbox.State, sandbox.ProcessId, sandbox.Release));
        Assert.Contains("on target \"sandbox dead\"", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-EdgeSandbox -State Running")).Succeeded().Output);
        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public async Task GetEdgeSandbox_OneThatIsNotThere_IsAnErrorThatNamesThoseThatAre()
    {
        Leave("left", "{}");

        var result = await _session.RunAsync("Get-EdgeSandbox nosuch, left, also*");

        Assert.Equal(["SandboxNotFound"], result.ErrorIds);
        Assert.Contains("left", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("left", ((EdgeSandbox)Assert.Single(result.Output).BaseObject).Id);
    }

    [Fact]
    public void Id_OfASandbox_IsCompletedFromItsDirectory()
    {
        Leave("left", "{}");

        using var shell = System.Management.Automation.PowerShell.Create(_session.Runspace);
        foreach (var command in new[] { "Stop-EdgeSandbox l", "Get-EdgeSandbox -Id l" })
            Assert.Equal(["left"], CommandCompletion.CompleteInput(command, command.Length, null, shell).CompletionMatches.Select(m => m.CompletionText));
    }

    public void Dispose()
    {
        _session.Dispose();
        _user.Dispose();
    }

    /// <summary>What a process that was killed leaves.</summary>
    private string Leave(string id, string file)
    {
        _user.Set("XDG_STATE_HOME", _user.Folder);
        var folder = Directory.CreateDirectory(Path.Combine(_user.Folder, "edgeprovision", "sandbox", "sessions", id)).FullName;
        File.WriteAllText(Path.Combine(folder, "session.json"), file);
        return folder;
    }
}
