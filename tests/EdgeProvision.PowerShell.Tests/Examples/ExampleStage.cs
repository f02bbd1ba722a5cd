using System.Management.Automation;
using System.Management.Automation.Language;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>Runs documented scripts, each in the world that it needs. A world that a script has changed is not used again.</summary>
public sealed class ExampleStage : IAsyncDisposable
{
    private readonly UserEnvironment _user = new();
    private ExampleWorld? _world;
    private WholeShell? _shell;

    /// <summary>Runs a script; answers what is wrong with it, or null.</summary>
    internal async Task<string?> RunAsync(DocumentedScript script)
    {
        var needs = ExampleTable.For(script);
        if (needs.RunBy is not null)
            return null;
        var world = await WorldAsync(needs);
        needs.Given?.Invoke(world);
        var folder = world.NewFolder();
        SetEnvironment(world, folder);
        var code = AtHome(script.Code, world);
        using var session = new ModuleSession();
        var before = world.Seen() + Settings();
        var files = Files(folder);

        SessionResult result;
        string shown;
        if (await IsForTheEngineAsync(session, code))
        {
            (await session.RunAsync($"$null = {world.Loopback.Connect}; {Go(folder)}; {needs.Before}")).Succeeded();
            if (needs.Secret is not null)
                session.Host.Screen.Secrets.Enqueue(needs.Secret);
            for (var i = 0; needs.Answer is not null && i < 20; i++)
                session.Host.Screen.Answers.Enqueue(needs.Answer);
            result = await session.RunAsync($"try {{ {code}\n}} catch {{ Write-Error -ErrorRecord $_ }}");
            shown = session.Host.Screen.Text + string.Join(' ', (await session.RunAsync("Get-EdgeCloud")).Output.Count == 1 ? [] : ["another connection"]);
        }
        else
        {
            if (WholeShell.Program is null)
                return null;
            _shell ??= await WholeShell.StartAsync();
            (await _shell.RunAsync($"Get-EdgeCloud | Disconnect-EdgeCloud; $null = {world.Loopback.Connect}; {Go(folder)}; {needs.Before}")).Succeeded();
            result = await _shell.RunAsync($"& {{ try {{ {code}\n}} catch {{ Write-Error -ErrorRecord $_ }} }}");
            shown = "";
        }

        var isSeen = result.Output.Count > 0 || shown.Length > 0 || result.Warnings.Count > 0 || Files(folder) != files || world.Seen() + Settings() != before;
        string[] errors = [.. result.Errors.Where(e => !needs.Errors.Contains(e.FullyQualifiedErrorId.Split(',')[0])).Select(e => $"{e.FullyQualifiedErrorId}: {e.Exception.Message}")];
        string[] missing = [.. needs.Errors.Except(result.ErrorIds).Select(id => $"no error {id}")];
        return (errors.Length, missing.Length, isSeen) switch
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

        File.Delete(_user.Registry);
        return _world ??= await ExampleWorld.MakeAsync(needs.NothingStands, needs.FirstHostFailed);
    }

    private void SetEnvironment(ExampleWorld world, string folder)
    {
        File.WriteAllText(Path.Combine(world.Loopback.Folder, "one_auth"), $"oneadmin:{LoopbackWorld.Password}\n");
        _user.Set("ONE_XMLRPC", world.Loopback.Endpoint);
        _user.Set("ONE_AUTH", Path.Combine(world.Loopback.Folder, "one_auth"));
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

    private string Settings() => File.Exists(_user.Registry) ? File.ReadAllText(_user.Registry) : "";

    private static string Files(string folder) => string.Join('\n', Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(f => f + File.ReadAllText(f)));

    /// <summary>True where every command of the script is there without the rest of PowerShell.</summary>
    private static async Task<bool> IsForTheEngineAsync(ModuleSession session, string code)
    {
        var commands = Parser.ParseInput(code, out _, out _).FindAll(a => a is CommandAst, true).Cast<CommandAst>().Select(c => c.GetCommandName()).OfType<string>().Distinct();
        var names = string.Join(',', commands.Select(c => $"'{c}'"));
        return names.Length == 0 || (await session.RunAsync($"Get-Command {names} -ErrorAction Ignore")).Output.Count == names.Split(',').Length;
    }
}
