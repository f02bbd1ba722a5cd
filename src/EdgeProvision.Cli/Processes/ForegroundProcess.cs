using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeProvision.Cli.Processes;

/// <summary>Another program in the place of this one: it has terminal, input and output, gets the signals, and its exit code counts.</summary>
internal static partial class ForegroundProcess
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static async Task<int> RunAsync(StopSignals signals, string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;

        // A terminal sends Ctrl+C to both; who sends a signal to the command alone means both, too. To get it twice does a program no harm that
        // ends at the first, as ssh and the sandbox do.
        using (signals.PassTo(signal => Pass(process, signal)))
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return process.ExitCode;
    }

    private static void Pass(Process process, PosixSignal signal)
    {
        // Windows has no signals for one process: the console has told both.
        if (!OperatingSystem.IsWindows() && !process.HasExited)
            _ = Kill(process.Id, signal == PosixSignal.SIGTERM ? Terminate : Interrupt);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
