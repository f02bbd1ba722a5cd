using System.Runtime.InteropServices;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>Signals to other processes; .NET itself can only kill.</summary>
internal static class PosixSignals
{
    private const int Terminate = 15;

    /// <summary>Asks a process to end; false when there is none.</summary>
    public static bool AskToEnd(int pid) => Send(pid, Terminate) == 0;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Send(int pid, int signal);
}
