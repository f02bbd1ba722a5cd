using System.Management.Automation;
using System.Management.Automation.Language;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>Runs documented scripts, each in the world that it needs. A world that a script has changed is not used again.</summary>
public sealed class ExampleStage : IAsyncDisposable
{
    // Those that documents name.
    private static readonly string[] s_sandboxes = ["default", "lab", "old"];
    private readonly UserEnvironment _user = new();
    private ExampleWorld? _world;
    private WholeShell? _shell;

    /// <summary>Runs a script; answers what is wrong with it, or null.</summary>
    internal async Task<string?> RunAsync(DocumentedScript script)
    {
        var needs = ExampleTable.For(script);
        if (needs.RunBy is not null)
            return null;
        if (needs.OwnSandbox && s_sandboxes.Any(InUse))
            return null;
        var world = await WorldAsync(needs);
        if (needs.Given is not null)
            await needs.Given(world);
        var folder = world.NewFolder(needs.OwnSandbox);
        SetEnvironment(world, folder);
        var prepare = $"$null = {world.Loopback.Connect}; {Go(folder)}; {AtHome(needs.Before ?? "", world)}";
        var code = AtHome(script.Code, world);
        using var session = new ModuleSession();
        try
        {
            (await session.RunAsync(prepare)).Succeeded();
            if (!await IsForTheEngineAsync(session, code))
                return WholeShell.Program is null ? null : await RunInWholeShellAsync(needs, world, folder, prepare, code);
            return await RunInEngineAsync(needs, world, folder, session, code);
        }
        finally
        {
            for (var i = 0; needs.OwnSandbox && i < s_sandboxes.Length; i++)
                await session.RunAsync($"Stop-EdgeSandbox {s_sandboxes[i]}");
        }
    }

    private async Task<string?> RunInEngineAsync(Circumstances needs, ExampleWorld world, string folder, ModuleSession session, string code)
    {
        for (var i = 0; i < 10; i++)
        {
            if (needs.Secret is not null)
                session.Host.Screen.Secrets.Enqueue(needs.Secret);
            if (needs.Answer is not null)
                session.Host.Screen.Answers.Enqueue(needs.Answer);
        }

        var before = Seen(world, folder);
        var result = await CatchAsync(() => session.RunAsync(code));
        var clouds = (await session.RunAsync("Get-EdgeCloud")).Output.Count;
        return Judge(needs, result, session.Host.Screen.Text.Length > 0 || clouds != 1 || Seen(world, folder) != before);
    }

    private async Task<string?> RunInWholeShellAsync(Circumstances needs, ExampleWorld world, string folder, string prepare, string code)
    {
        _shell ??= await WholeShell.StartAsync();
        (await _shell.RunAsync("Get-EdgeCloud | Disconnect-EdgeCloud; " + prepare)).Succeeded();
        var before = Seen(world, folder);
        var result = await CatchAsync(() => _shell.RunAsync($"& {{ {code}\n}}"));
        return Judge(needs, result, Seen(world, folder) != before);
    }

    /// <summary>A terminating error is one of the errors.</summary>
    private static async Task<SessionResult> CatchAsync(Func<Task<SessionResult>> run)
    {
        try
        {
            return await run();
        }
        catch (RuntimeException error)
        {
            return new SessionResult([], [error.ErrorRecord], [], [], [], [], []);
        }
    }

    private static string? Judge(Circumstances needs, SessionResult result, bool isSeen)
    {
        string[] errors = [.. result.Errors.Where(e => !needs.Errors.Contains(e.FullyQualifiedErrorId.Split(',')[0])).Select(e => $"{e.FullyQualifiedErrorId}: {e.Exception.Message}")];
        string[] missing = [.. needs.Errors.Except(result.ErrorIds).Select(id => $"no error {id}")];
        return (errors.Length, missing.Length, isSeen || result.Output.Count > 0 || result.Warnings.Count > 0) switch
        {
            (0, 0, true) => null,
            (0, 0, false) => "nothing happened",
            _ => string.Join("; ", errors.Concat(missing)),
        };
    }

    public async ValueTask DisposeAsync()
    {
        _shell?.Dispose();
        if (_world is not null)
            await _world.DisposeAsync();
        _user.Dispose();
    }

    /// <summary>The last world, if it is still as a new one would be; else a new one.</summary>
    private async Task<ExampleWorld> WorldAsync(Circumstances needs)
    {
        if (_world is not null && (_world.NothingStands != needs.NothingStands || _world.FirstHostFailed != needs.FirstHostFailed || _world.Seen() != _world.Standard))
        {
            await _world.DisposeAsync();
            _world = null;
        }

        if (File.Exists(_user.Registry))
            File.Delete(_user.Registry);
        return _world ??= await ExampleWorld.MakeAsync(needs.NothingStands, needs.FirstHostFailed);
    }

    private void SetEnvironment(ExampleWorld world, string folder)
    {
        File.WriteAllText(Path.Combine(world.Loopback.Folder, "one_auth"), $"oneadmin:{LoopbackWorld.Password}\n");
        _user.Set("ONE_XMLRPC", world.Loopback.Endpoint);
        _user.Set("ONE_AUTH", Path.Combine(world.Loopback.Folder, "one_auth"));
        _user.Set("PSModulePath", Path.GetDirectoryName(StagedModule.Directory) + Path.PathSeparator + Environment.GetEnvironmentVariable("PSModulePath"));
        _user.Set("GITHUB_STEP_SUMMARY", Path.Combine(folder, "summary.md"));
    }

    /// <summary>Addresses that documents make up lead to this world.</summary>
    private static string AtHome(string code, ExampleWorld world)
    {
        string[] frontEnds = ["https://one.example.org:2634/RPC2", "http://lab:2633/RPC2", "https://one:2634/RPC2"];
        string[] providers = ["https://packet.example.net", "https://new.example.net"];
        foreach (var address in frontEnds)
            code = code.Replace(address, world.Loopback.Endpoint, StringComparison.Ordinal);
        foreach (var address in providers)
            code = code.Replace(address, world.Loopback.PacketEndpoint, StringComparison.Ordinal);
        return code;
    }

    private static string Go(string folder) => $"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder}')";

    private static bool InUse(string sandbox) => new SessionStore(new SessionPaths(sandbox, null)).FindRunning() is not null;

    /// <summary>All that a script can leave behind: in the world, in the current folder, in the user's settings.</summary>
    private string Seen(ExampleWorld world, string folder) =>
        string.Join('\n', Directory.EnumerateFiles(folder).Append(_user.Registry).Where(File.Exists).Order(StringComparer.Ordinal).Select(f => f + File.ReadAllText(f)).Append(world.Seen()));

    /// <summary>True where every command of the script is there without the rest of PowerShell.</summary>
    private static async Task<bool> IsForTheEngineAsync(ModuleSession session, string code)
    {
        var commands = Parser.ParseInput(code, out _, out _).FindAll(a => a is CommandAst, true).Cast<CommandAst>().Select(c => c.GetCommandName()).OfType<string>().Distinct();
        var names = string.Join(',', commands.Select(c => $"'{c}'"));
        return names.Length == 0 || (await session.RunAsync($"Get-Command {names} -ErrorAction Ignore")).Output.Count == names.Split(',').Length;
    }
}
