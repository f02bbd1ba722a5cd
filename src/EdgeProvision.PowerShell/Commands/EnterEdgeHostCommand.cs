using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Opens an interactive SSH session on an edge host with the system's own ssh, which accepts the host's pinned key only.</summary>
[Cmdlet(VerbsCommon.Enter, "EdgeHost", DefaultParameterSetName = HostSelection.ByName)]
[OutputType(typeof(void))]
public sealed class EnterEdgeHostCommand : HostSessionCmdlet
{
    // What ssh itself ends with when it could not connect; all else is the remote shell's.
    private const int SshFailed = 255;
    private const string SessionFailed = "SshSessionFailed";

    /// <summary>Makes the cmdlet.</summary>
    public EnterEdgeHostCommand()
        : base(new HostSelection())
    {
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => RunOnCloud(async (connection, cancellationToken) =>
    {
        var hosts = await SelectedAsync(connection, cancellationToken).ConfigureAwait(false);
        if (hosts.Count == 0)
            return;
        if (hosts.Count > 1)
        {
            throw new EdgeException("HostAmbiguous", ErrorKind.InvalidInput, $"This names {hosts.Count} edge hosts, and a session can be opened on one.")
            {
                RecommendedAction = $"Name one of them: {string.Join(", ", hosts.Take(10).Select(h => h.Hostname))}.",
            };
        }

        using var session = await connection.Engine.OpenSessionAsync(hosts[0], cancellationToken).ConfigureAwait(false);
        try
        {
            await TalkAsync(session, hosts[0], cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Code == SessionFailed)
        {
            if (!await connection.Engine.AdmitCallerAsync(hosts[0], PostWarning, cancellationToken).ConfigureAwait(false))
                throw;
            await TalkAsync(session, hosts[0], cancellationToken).ConfigureAwait(false);
        }
    });

    private static async Task TalkAsync(SshSession session, EdgeHost host, CancellationToken cancellationToken)
    {
        try
        {
            using var ssh = Process.Start(new ProcessStartInfo(session.Program, session.Arguments) { UseShellExecute = false })
                ?? throw new Win32Exception("The program did not start.");
            try
            {
                await ssh.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                ssh.Kill();
                throw;
            }

            if (ssh.ExitCode == SshFailed)
                throw new EdgeException(SessionFailed, ErrorKind.Unreachable, $"The SSH session on {host.Name} could not be opened, or was lost.") { Target = host.Name, RecommendedAction = "See the message of ssh above." };
        }
        catch (Win32Exception error)
        {
            throw new EdgeException("SshProgramMissing", ErrorKind.NotSupported, $"The program {session.Program} could not be started: {error.Message}", error)
            {
                Target = session.Program,
                RecommendedAction = "Install an OpenSSH client, or use Invoke-EdgeHostCommand.",
            };
        }
    }
}
