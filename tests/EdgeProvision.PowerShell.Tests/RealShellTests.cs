using System.Diagnostics;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>What only a real <c>pwsh</c> can show: Ctrl+C at a terminal, and what a CI agent's log looks like.</summary>
public sealed class RealShellTests : IAsyncDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);
    private readonly LoopbackWorld _world = new();

    [Fact]
    public async Task NewEdgeProvision_CtrlCAtATerminal_EndsInTenSecondsWithTheCommandThatContinues()
    {
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 2));
        using var shell = RealShell.InTerminal(Script($"New-EdgeProvision '{path}'"));
        await WaitForAsync(() => _world.Room.Installed == 2, shell);

        var clock = Stopwatch.StartNew();
        shell.Interrupt();
        await shell.ExitAsync(TimeSpan.FromSeconds(60));

        // The process itself takes a moment to end, and longer where the machine is busy; the hosts would be waited for for ten minutes.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
        Assert.Contains("Stopped. What stands is kept; continue with:", Plain(shell.Text), StringComparison.Ordinal);
        Assert.Contains($"New-EdgeProvision '{path}'", Plain(shell.Text), StringComparison.Ordinal);
        using var session = new ModuleSession();
        (await session.RunAsync("$null = " + _world.Connect)).Succeeded();
        Assert.Equal(OperationOutcome.Stopped, Assert.IsType<Operation>((await session.RunAsync("Get-EdgeOperation lab")).Single.BaseObject).Outcome);
        Assert.Equal(2, (await session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1")).Errors.Count);
        Assert.Equal(2, _world.Room.Installed);
    }

    [Fact]
    public async Task WaitEdgeProvision_CtrlCAtATerminal_EndsAtOnce()
    {
        using var session = new ModuleSession();
        (await session.RunAsync("$null = " + _world.Connect)).Succeeded();
        using var making = session.Shell($"New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithHosts("lab", 1))}'");
        var running = SessionResult.OfAsync(making);
        using var shell = RealShell.InTerminal(Script("'now'; Wait-EdgeProvision lab"));
        await WaitForAsync(() => shell.Text.Contains("now", StringComparison.Ordinal) && _world.Room.Installed == 1, shell);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.False(shell.HasExited, shell.Text);

        var clock = Stopwatch.StartNew();
        shell.Interrupt();
        await shell.ExitAsync(TimeSpan.FromSeconds(60));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        await making.StopAsync(null, null);
        await running;
    }

    [Theory]
    [InlineData]
    [InlineData("-NonInteractive")]
    public async Task Commands_WhereNobodyIsThere_NeitherAskNorPaint(params string[] options)
    {
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 1));
        using var shell = RealShell.InPipeline(
            Script($"New-EdgeProvision '{path}' -SshTimeoutSec 2 -ErrorAction SilentlyContinue | ForEach-Object Name; Remove-EdgeProvision lab -ErrorVariable refused -ErrorAction SilentlyContinue; $refused.FullyQualifiedErrorId; $refused.ErrorDetails.RecommendedAction; 'end'"), options);

        await shell.ExitAsync(s_start);

        Assert.DoesNotContain('\x1b', shell.Text.Replace("\x1b[33;1m", "", StringComparison.Ordinal).Replace("\x1b[0m", "", StringComparison.Ordinal));
        Assert.Contains("ConfirmationImpossible,", shell.Text, StringComparison.Ordinal);
        Assert.Contains("Add -Confirm:$false to go ahead without a question", shell.Text, StringComparison.Ordinal);
        Assert.Contains("\nend\n", shell.Text, StringComparison.Ordinal);
        Assert.Single(_world.Room.List());
    }

    [Fact]
    public async Task Jobs_InARealShell_WorkWithItsCommands()
    {
        var path = _world.Descriptor("lab", Descriptors.WithoutHosts("lab"));
        using var shell = RealShell.InPipeline(Script($"$job = New-EdgeProvision '{path}' -AsJob; ($job | Wait-Job | Receive-Job).Name; Get-Job | ForEach-Object {{ \"$($_.PSJobTypeName) $($_.State)\" }}; Get-Job | Remove-Job; @(Get-Job).Count"));

        Assert.Equal(0, await shell.ExitAsync(s_start));

        Assert.EndsWith("lab\nEdgeJob Completed\n0", shell.Text.TrimEnd(), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static string Plain(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\x1b\\[[0-9;?]*[A-Za-z]", "").Replace("\r", "", StringComparison.Ordinal);

    private static async Task WaitForAsync(Func<bool> condition, RealShell shell)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < s_start && !shell.HasExited, shell.Text);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    private string Script(string commands)
    {
        var path = Path.Combine(_world.Folder, "script.ps1");
        File.WriteAllText(path, $"Import-Module '{StagedModule.Manifest}'\n$null = {_world.Connect}\n{commands}\n");
        return path;
    }
}
