using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace EdgeProvision.PowerShell.Tests.Hosting;

/// <summary>A PowerShell session that has imported the staged module.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleSession()
    {
        // CreateDefault needs an assembly that comes with pwsh alone.
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([StagedModule.Manifest]);
        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
    }

    public TestHost Host { get; } = new();

    public Runspace Runspace => _runspace;

    /// <summary>Runs a script to its end and answers with all it had to say. Variables stay for later scripts.</summary>
    public async Task<SessionResult> RunAsync(string script, IReadOnlyDictionary<string, object?>? variables = null)
    {
        using var shell = Shell(script, variables);
        return await SessionResult.OfAsync(shell);
    }

    /// <summary>Runs a script that ends with a terminating error, and answers with that.</summary>
    public async Task<ErrorRecord> CatchAsync(string script)
    {
        // Only what is terminating gets to the catch; a script that runs to its end fails the test.
        var result = await RunAsync($"try {{ {script}; 'ran to its end' }} catch {{ $_ }}");
        return Assert.IsType<ErrorRecord>(result.Output[^1].BaseObject);
    }

    /// <summary>True where every command of a script is there without the rest of PowerShell.</summary>
    public async Task<bool> HasAllCommandsAsync(string script)
    {
        var commands = Parser.ParseInput(script, out _, out _).FindAll(a => a is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().Select(c => c.GetCommandName()).OfType<string>().Distinct().ToList();
        return commands.Count == 0 || (await RunAsync($"Get-Command '{string.Join("','", commands)}' -ErrorAction Ignore")).Output.Count >= commands.Count;
    }

    /// <summary>A shell in this session with a script to run.</summary>
    public System.Management.Automation.PowerShell Shell(string script, IReadOnlyDictionary<string, object?>? variables = null)
    {
        foreach (var (name, value) in variables ?? new Dictionary<string, object?>())
            _runspace.SessionStateProxy.SetVariable(name, value);
        return System.Management.Automation.PowerShell.Create(_runspace).AddScript(script);
    }

    public void Dispose() => _runspace.Dispose();
}
