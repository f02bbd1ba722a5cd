using System.Diagnostics;
using System.Management.Automation;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Control;

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
    public async Task Name_RightAfterConnecting_IsKnownWithoutAnotherLook()
    {
        using (var other = new ModuleSession())
        {
            (await other.RunAsync($"$null = {_world.Connect}; $null = New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithoutHosts("lab"))}'")).Succeeded();
        }

        var before = Looks();
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        for (var clock = Stopwatch.StartNew(); Looks() == before;)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "Nothing looked in the background.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        // Once that look has ended, there is a completion that knows without a call; the last ones before may have met its end.
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            var looked = Calls();
            var offered = Complete("Remove-EdgeProvision -Name l");
            if (offered is ["lab"] && Calls() == looked)
                return;
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"It offers {string.Join(", ", offered)}, after {Calls() - looked} calls.");
        }

        long Looks() => _world.World.Board.Counters().Where(c => c.Key.EndsWith(" one.hostpool.info", StringComparison.Ordinal)).Sum(c => c.Value);
        long Calls() => _world.World.Board.Counters().Sum(c => c.Value);
    }

    [Theory]
    [InlineData("Get-EdgeCloud | Disconnect-EdgeCloud")]
    [InlineData("Disconnect-EdgeCloud")]
    public async Task Disconnect_WhileTheFirstLookIsUnderWay_EndsItWithoutAWord(string disconnect)
    {
        var result = await _session.RunAsync($"$null = {_world.Connect}; {disconnect}");

        result.Succeeded();
        Assert.Equal("", _session.Host.Screen.Text);
    }

    [Fact]
    public async Task Connect_WhoseFirstLookFails_ShowsNoError()
    {
        _world.World.Board.Add(new FaultOrder { Match = new CallMatch { RpcMethod = "one.hostpool.info" }, Kind = FaultKind.Status, Status = 500, Times = 1000 });

        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Complete("Remove-EdgeProvision -Name l");

        Assert.Equal("0", (await _session.RunAsync("$Error.Count")).Single.ToString());
        Assert.Equal("", _session.Host.Screen.Text);
    }

    [Fact]
    public async Task Name_WhenTheFrontEndHangs_AnswersSoon()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        await _world.DisposeServersAsync();

        // The fastest of a few: the rest is this machine's other work.
        var times = Enumerable.Range(0, 3).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            Complete("Remove-EdgeProvision -Name l");
            return clock.Elapsed;
        }).ToList();

        Assert.InRange(times.Min(), TimeSpan.Zero, TimeSpan.FromSeconds(10));
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
