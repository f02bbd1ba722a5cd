using System.Diagnostics;
using System.Management.Automation;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Completion of every parameter of every cmdlet: there where values can be known, and never a burden.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class CompletedParameterTests(WorkingHosts world) : IDisposable
{
    // What only the user knows, and paths, which PowerShell completes itself.
    private static readonly string[] s_free =
    [
        "Path", "LiteralPath", "OutFile", "Hostname", "Command", "StandardInput", "Endpoint", "Project", "Region", "Bridge", "Program", "Remotes", "OnedConf",
        "New-EdgeDescriptor -Name", "Add-EdgeDescriptorNetwork -Name", "Add-EdgeDescriptorDatastore -Name", "Register-EdgeProvider -Name", "Start-EdgeSandbox -Id", "Stop-EdgeSandbox -Id",
        "Copy-EdgeHostFile -Destination", "Import-EdgeProvision -AcceptHostKey",
    ];

    private readonly UserEnvironment _user = new();

    [Fact]
    public async Task EveryParameter_WhoseValuesCanBeKnown_IsCompleted()
    {
        using var session = new ModuleSession();
        List<string> without = [];
        foreach (var cmdlet in await CmdletsAsync(session))
        {
            foreach (var parameter in Own(cmdlet).Where(p => Takes(p) is not null && !IsCompleted(p)))
            {
                if (!s_free.Contains(parameter.Name) && !s_free.Contains($"{cmdlet.Name} -{parameter.Name}"))
                    without.Add($"{cmdlet.Name} -{parameter.Name}");
            }
        }

        Assert.True(without.Count == 0, $"Without completion, and not among what only the user knows: {string.Join(", ", without)}.");
    }

    [Fact]
    public async Task Completion_AsksOutsideOncePerKindAtMost_AndNotAgainSoon()
    {
        using var session = await world.OpenAsync();
        foreach (var line in await LinesAsync(session))
        {
            var last = await LastAsync();
            var began = Stopwatch.GetTimestamp();
            Complete(session, line);

            // What takes longer than a key waits goes on behind it, and its calls are still this line's.
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromMilliseconds(100))
                await SettleAsync(last);

            // EC2's images are asked for publisher by publisher: one kind, and one call for each distribution. A record with secrets is read with and without decryption.
            // Orphans are looked for at the provider before and after the front-end is read, and in each of the sandbox's five regions.
            var calls = (await CallsAsync(last)).Where(c => c.Action != "DescribeImages" && c.RpcMethod != "one.document.info").Select(c => c.RpcMethod ?? c.Action ?? $"{c.Method} {c.Path}").ToList();
            var often = calls.GroupBy(c => c).Max(g => (int?)g.Count()) ?? 0;
            Assert.True(often <= (line.Contains("EdgeOrphan -Id", StringComparison.Ordinal) ? 10 : 1), $"{line}: {string.Join(", ", calls)}");
        }

        var again = await LastAsync();
        var start = Stopwatch.GetTimestamp();
        foreach (var line in (await LinesAsync(session)).Where(l => !l.Contains("-Location", StringComparison.Ordinal)).Take(12))
            Complete(session, line);

        // One look's calls, for each ten seconds that a look serves.
        var looks = 1 + (int)(Stopwatch.GetElapsedTime(start).TotalSeconds / 10);
        Assert.InRange((await CallsAsync(again)).Count, 0, 6 * looks);
    }

    [Fact]
    public async Task Completion_WithADeadFrontEndAndProvider_NeverFails()
    {
        await using var dead = new LoopbackWorld();
        using var session = new ModuleSession();
        (await session.RunAsync("$null = " + dead.Connect)).Succeeded();
        await dead.DisposeServersAsync();

        foreach (var line in await LinesAsync(session))
            Complete(session, line);

        Assert.Empty((await session.RunAsync("$Error")).Succeeded().Output);
        Assert.Equal("", session.Host.Screen.Text);
        Assert.Empty(session.Host.Screen.Questions);
    }

    public void Dispose() => _user.Dispose();

    private static IEnumerable<ParameterMetadata> Own(CmdletInfo cmdlet) =>
        cmdlet.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !Cmdlet.OptionalCommonParameters.Contains(p.Name));

    /// <summary>The type of one value, where a user types values.</summary>
    private static Type? Takes(ParameterMetadata parameter)
    {
        var type = parameter.ParameterType.IsArray ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        return type == typeof(string) || type == typeof(Uri) || (type == typeof(int) && parameter.Name == "Id") ? type : null;
    }

    private static bool IsCompleted(ParameterMetadata parameter) => parameter.Attributes.Any(a => a is ArgumentCompleterAttribute or ValidateSetAttribute or ArgumentCompletionsAttribute);

    private static void Complete(ModuleSession session, string line)
    {
        using var shell = System.Management.Automation.PowerShell.Create(session.Runspace);
        Assert.NotNull(CommandCompletion.CompleteInput(line, line.Length, null, shell));
    }

    private static async Task<IReadOnlyList<CmdletInfo>> CmdletsAsync(ModuleSession session) =>
        [.. (await session.RunAsync("Get-Command -Module EdgeProvision")).Succeeded().Output.Select(o => (CmdletInfo)o.BaseObject)];

    /// <summary>A command line for each completer of each cmdlet.</summary>
    private static async Task<IReadOnlyList<string>> LinesAsync(ModuleSession session) =>
        [.. (await CmdletsAsync(session)).SelectMany(c => Own(c).Where(IsCompleted).Select(p => $"{c.Name} -{p.Name} "))];

    /// <summary>
    /// Waits until nothing has been asked for a while, and everything is answered: on a machine that is busy, one look at all regions takes seconds. A while in which that
    /// machine stood still, so that it took much longer than it should, says nothing.
    /// </summary>
    /// <param name="since">The last call that came before what is waited for.</param>
    private async Task SettleAsync(long since)
    {
        var isQuiet = false;
        for (var clock = Stopwatch.StartNew(); !isQuiet && clock.Elapsed < TimeSpan.FromSeconds(60);)
        {
            var before = (await CallsAsync(since)).Count;
            var began = Stopwatch.GetTimestamp();
            await Task.Delay(400, TestContext.Current.CancellationToken);
            var calls = await CallsAsync(since);
            isQuiet = calls.Count == before && calls.All(c => c.AnsweredAt is not null) && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(800);
        }
    }

    private async Task<long> LastAsync() => (await CallsAsync(0))[^1].Number;

    private Task<IReadOnlyList<LoggedCall>> CallsAsync(long since) => world.Control.CallsAsync(since, TestContext.Current.CancellationToken);
}
