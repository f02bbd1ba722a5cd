using System.Management.Automation.Runspaces;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>A <c>pwsh</c> in a process of its own that has imported the staged module: for what the engine alone does not have, such as Sort-Object.</summary>
internal sealed class WholeShell : IDisposable
{
    private readonly PowerShellProcessInstance _process;
    private readonly Runspace _runspace;

    private WholeShell(string program)
    {
        _process = new PowerShellProcessInstance(null, null, null, useWow64: false);

        // It looks for pwsh beside its own assembly, which is where pwsh has it.
        _process.Process.StartInfo.FileName = program;
        _runspace = RunspaceFactory.CreateOutOfProcessRunspace(null, _process);
        _runspace.Open();
    }

    /// <summary>Where pwsh is, or null.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh")).FirstOrDefault(File.Exists);

    public static async Task<WholeShell> StartAsync()
    {
        var shell = new WholeShell(Program ?? throw new InvalidOperationException("There is no pwsh on the PATH."));
        (await shell.RunAsync($"Import-Module '{StagedModule.Manifest}'")).Succeeded();
        return shell;
    }

    public async Task<SessionResult> RunAsync(string script)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace).AddScript(script);
        return await SessionResult.OfAsync(shell);
    }

    public void Dispose()
    {
        _runspace.Dispose();
        _process.Dispose();
    }
}
