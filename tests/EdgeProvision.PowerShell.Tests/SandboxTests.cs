using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

public sealed class SandboxTests : IDisposable
{
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task StartEdgeSandbox_WithAnImpossibleId_PassesOnWhatTheSandboxSays()
    {
        var error = await _session.CatchAsync("Start-EdgeSandbox 'No Id'");

        Assert.Equal("SandboxStartFailed,EdgeProvision.PowerShell.Commands.StartEdgeSandboxCommand", error.FullyQualifiedErrorId);
        Assert.Contains("'No Id' is no id for a sandbox", error.ToString(), StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-EdgeCloud")).Succeeded().Output);
    }

    [Fact]
    public async Task StartEdgeSandbox_WhatIf_StartsNothing()
    {
        Assert.Empty((await _session.RunAsync("Start-EdgeSandbox nosuch -WhatIf")).Succeeded().Output);
        Assert.Contains("What if: Performing the operation \"Start\" on target \"sandbox nosuch\".", _session.Host.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopEdgeSandbox_ThatDoesNotRun_SaysSoVerbosely()
    {
        var result = (await _session.RunAsync("Stop-EdgeSandbox never-started -Verbose")).Succeeded();

        Assert.Contains("No sandbox 'never-started' is running.", result.Verbose);
    }

    public void Dispose() => _session.Dispose();
}
