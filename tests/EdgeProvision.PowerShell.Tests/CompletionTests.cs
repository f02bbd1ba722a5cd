using System.Diagnostics;
using System.Management.Automation;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

public sealed class CompletionTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public void Name_WithoutAConnection_OffersNoProvisionAndConnectsNowhere()
    {
        Assert.DoesNotContain("lab", Complete("Remove-EdgeProvision -Name "));
    }

    [Fact]
    public async Task Name_OfAConnection_OffersItsProvisions()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        foreach (var name in new[] { "lab", "live" })
            (await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor(name, Descriptors.WithoutHosts(name))}'")).Succeeded();
        (await _session.RunAsync("Get-EdgeProvision")).Succeeded();

        Assert.Equal(["lab", "live"], Complete("Remove-EdgeProvision -Name l"));
        Assert.Equal(["live"], Complete("Get-EdgeOperation li"));
    }

    [Fact]
    public async Task Name_WhenTheFrontEndHangs_AnswersSoon()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        await _world.DisposeServersAsync();

        var clock = Stopwatch.StartNew();
        Complete("Remove-EdgeProvision -Name l");

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void OnFailure_OffersItsValues()
    {
        Assert.Equal(["Cleanup", "Quit", "Skip"], Complete("New-EdgeProvision x.yaml -OnFailure ").Order());
        Assert.Equal(["Quit", "Skip"], Complete("Invoke-EdgeProvisionConfiguration x -OnFailure ").Order());
        Assert.Equal(["5.10", "6.10", "7.4"], Complete("Start-EdgeSandbox -Release ").Order());
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private List<string> Complete(string text)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_session.Runspace);
        return [.. CommandCompletion.CompleteInput(text, text.Length, null, shell).CompletionMatches.Select(m => m.CompletionText)];
    }
}
