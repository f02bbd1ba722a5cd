using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;

namespace EdgeProvision.ScriptHost;

/// <summary>Runs one script file from its first line to its exit code.</summary>
internal static class ScriptRunner
{
    private const int Failed = 1;
    private const int Stopped = 130;

    public static int Run(string path, ScriptArguments arguments)
    {
        // CreateDefault, and with it every PowerShell without a runspace of its own, asks for a part of pwsh that no package has.
        var state = InitialSessionState.CreateDefault2();
        var host = new ConsoleHost();
        using var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        Runspace.DefaultRunspace = runspace;

        using var shell = PowerShell.Create(runspace);
        shell.AddCommand(Path.GetFullPath(path));
        arguments.AddTo(shell);
        // Errors take the same way as output, so that they appear where they happened.
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, shell));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, shell));
        try
        {
            shell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            return Stopped;
        }
        catch (RuntimeException error)
        {
            Show(runspace, error.ErrorRecord);
            return host.ExitCode ?? Failed;
        }

        if (shell.InvocationStateInfo.State == PSInvocationState.Stopped)
            return Stopped;
        // A script that is run by its path leaves the argument of its exit here.
        return host.ExitCode ?? runspace.SessionStateProxy.GetVariable("LASTEXITCODE") as int? ?? 0;
    }

    private static void Stop(PosixSignalContext context, PowerShell shell)
    {
        context.Cancel = true;
        shell.BeginStop(null, null);
    }

    private static void Show(Runspace runspace, ErrorRecord error)
    {
        using var shell = PowerShell.Create(runspace);
        var shown = PSObject.AsPSObject(error);
        shown.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        shell.AddCommand("Out-Default").AddParameter("InputObject", shown).Invoke();
    }
}
