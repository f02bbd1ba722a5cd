using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.Matrix;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Every cmdlet on hosts that work, by the matrix: a row for each, and in each cell what it is seen to do or why there is nothing to see.</summary>
[Trait("Process", "Matrix")]
[Collection(EnvironmentCollection.Name)]
public sealed class MatrixTests(WorkingHosts world) : IAsyncLifetime
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(40);
    private readonly UserEnvironment _user = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeprovision-matrix-").FullName;
    private ModuleSession? _session;

    public static TheoryData<string> Cmdlets { get; } = [.. Rows.All.Select(r => r.Cmdlet)];

    public static TheoryData<string> ChangingCmdlets { get; } = [.. Rows.All.Where(r => r.WhatIf.Reason is null).Select(r => r.Cmdlet)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ModuleSession Session => _session!;

    public async ValueTask InitializeAsync()
    {
        _session = await world.OpenAsync();
        var hosts = (await Session.RunAsync("Get-EdgeHost -Provision fosdem")).Succeeded().Output.OrderBy(o => ((EdgeHost)o.BaseObject).Hostname, StringComparer.Ordinal).ToList();
        (await Session.RunAsync(
            """
            $p = Get-EdgeProvision fosdem
            $cloud = Get-EdgeCloud
            function Again($thing) { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($thing, 4)) }
            function Put($name, $text) { $path = "$folder/$name.yaml"; if (-not [IO.File]::Exists($path) -or [IO.File]::ReadAllText($path) -ne $text) { [IO.File]::WriteAllText($path, $text) }; $path }
            function Plain($name, $size = 10) { Put $name $plain.Replace('NAME', $name).Replace('size: 10', "size: $size") }
            function Hosts($name) { Put $name $withHosts.Replace('NAME', $name) }
            """,
            new Dictionary<string, object?>
            {
                ["a"] = hosts[0], ["b"] = hosts[1], ["c"] = hosts[2], ["folder"] = _folder, ["plain"] = Descriptors.WithoutHosts("NAME"), ["withHosts"] = WorkingHosts.Text("NAME", "NAME-a"), ["credential"] = world.Credential, ["sandbox"] = world.SandboxId, ["lab"] = world,
            })).Succeeded();
    }

    public async ValueTask DisposeAsync()
    {
        await world.Control.CalmAsync(CancellationToken.None);
        Session.Dispose();
        _user.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task EveryCmdlet_HasItsRow()
    {
        var exported = (await Session.RunAsync("Get-Command -Module EdgeProvision")).Succeeded().Output.Select(o => ((CmdletInfo)o.BaseObject).Name).ToList();
        var rows = Rows.All.Select(r => r.Cmdlet).ToList();

        var missing = exported.Except(rows).ToList();
        Assert.True(missing.Count == 0, $"Without a row in Matrix/Rows.cs: {string.Join(", ", missing)}.");
        Assert.Empty(rows.Except(exported));
        Assert.Equal(rows.Distinct(), rows);
    }

    [Fact]
    public async Task EveryCell_IsSeenOrSaysWhyNot()
    {
        foreach (var row in Rows.All)
        {
            Assert.All(row.Cells, c => Assert.True(c.Cell.Reason is null or { Length: > 0 }, $"{row.Cmdlet}: {c.Name} is left open."));
            var command = (CmdletInfo)(await Session.RunAsync($"Get-Command {row.Cmdlet}")).Single.BaseObject;
            Assert.True(command.Parameters.ContainsKey("WhatIf") == row.WhatIf.Reason is null, $"{row.Cmdlet}: WhatIf");
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public async Task Cmdlet_InEachWayThatItIsCalled_DoesWhatItsRowSays(string cmdlet)
    {
        List<string> wrong = [];
        foreach (var (name, cell) in Rows.All.Single(r => r.Cmdlet == cmdlet).Cells.Where(c => c.Cell.Reason is null && c.Name is not (nameof(Row.WhatIf) or nameof(Row.Stop))))
        {
            await RunAsync(cell.Before);
            var result = await Session.RunAsync(cell.Script);
            await RunAsync(cell.After);
            var writes = result.Output.Select(o => Convert.ToString(o, CultureInfo.InvariantCulture)!).Where(t => t.Length > 0).ToList();
            if (!cell.Writes.Order().SequenceEqual(writes.Order()))
                wrong.Add($"{name}: {cell.Script}\n  wrote {string.Join(" | ", writes)}\n  errors {string.Join(" | ", result.Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e}"))}");
            wrong.AddRange(WrongErrors(cmdlet, name, cell, result));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(ChangingCmdlets))]
    public async Task WhatIf_ShowsWhatWouldBeDone_AndTouchesNothing(string cmdlet)
    {
        var cell = Rows.All.Single(r => r.Cmdlet == cmdlet).WhatIf;
        await RunAsync(cell.Before);
        var prepared = await Session.RunAsync($"$null = {cell.Script} -WhatIf");
        var before = await Stillness.BeforeAsync(world, Session, _folder, _user.Folder);
        var shown = Session.Host.Screen.Text.Length;

        Assert.Empty((await Session.RunAsync($"{cell.Script} -WhatIf")).Succeeded().Output);
        var text = Session.Host.Screen.Text[shown..];
        var output = cell.GivesPlan ? (await Session.RunAsync($"{cell.Script} -WhatIf -PassThru")).Succeeded().Output : [];

        await before.AssertAsync(cmdlet);
        await RunAsync(cell.After);
        prepared.Succeeded();
        Assert.Contains("What if: ", text, StringComparison.Ordinal);
        Assert.Matches(cell.Shows, text);
        Assert.Empty(Session.Host.Screen.Questions);
        if (!cell.GivesPlan)
            return;
        var plan = Assert.IsType<Plan>(Assert.Single(output).BaseObject);
        Assert.NotEmpty(plan.Steps);
        Assert.All(plan.Steps, step => Assert.Contains($"What if: {PlanText.Of(step)}", text, StringComparison.Ordinal));
        Assert.Contains($"What if: In all: {PlanText.Total(plan)}.", text, StringComparison.Ordinal);

        // Times are known of what was done before, which the row sees to; prices of machines always. Of addresses no provider tells them.
        Assert.All(plan.Steps.Where(s => s.Effect == PlanEffect.Rent && s.Kind != "ReserveAddresses"), s => Assert.Equal((0.07m, "USD"), (s.HourlyCost, s.Currency)));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public async Task Stop_InTheMiddle_EndsSoonAndTheSessionGoesOn(string cmdlet)
    {
        var cell = Rows.All.Single(r => r.Cmdlet == cmdlet).Stop;
        if (cell.Reason is not null)
            return;
        await RunAsync(cell.Before);
        var match = cell.Held.Split(' ') is [var method, var path] ? new CallMatch { Service = "packet", Method = method, Path = path } : new CallMatch { Service = "frontend", RpcMethod = cell.Held };
        var held = await world.Control.HoldAsync(new HoldOrder { Match = match }, Stop);
        using var shell = Session.Shell(cell.Script);
        var running = SessionResult.OfAsync(shell);
        await held.ReachedAsync(Stop);

        var clock = Stopwatch.StartNew();
        await shell.StopAsync(null, null);
        await running;
        var took = clock.Elapsed;

        await held.ReleaseAsync(HoldOutcome.Drop, Stop);
        await world.Control.CalmAsync(Stop);
        await RunAsync(cell.After);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.InRange(took, TimeSpan.Zero, s_soon);
        Assert.Contains(cell.Shows, Session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Equal("fosdem", (await Session.RunAsync("(Get-EdgeProvision fosdem).Name")).Single.BaseObject);
    }

    private IEnumerable<string> WrongErrors(string cmdlet, string name, Cell cell, SessionResult result)
    {
        if (!cell.ErrorIds.SequenceEqual(result.ErrorIds))
        {
            yield return $"{name}: errors {string.Join(", ", result.Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e}"))}";
            yield break;
        }

        // The id names the cmdlet, too; a person is told what it is about.
        foreach (var error in result.Errors.Where(e => !e.FullyQualifiedErrorId.EndsWith($",EdgeProvision.PowerShell.Commands.{cmdlet.Replace("-", "", StringComparison.Ordinal)}Command", StringComparison.Ordinal)))
            yield return $"{name}: {error.FullyQualifiedErrorId}";
        foreach (var error in result.Errors.Where(e => e.CategoryInfo.Category == ErrorCategory.NotSpecified || e.Exception.Message.Length == 0))
            yield return $"{name}: {error.CategoryInfo}";
    }

    private async Task RunAsync(string script)
    {
        if (script.Length > 0)
            (await Session.RunAsync(script)).Succeeded();
    }
}
