using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>Commands and sessions on a host, outside operations: no lock is taken, nothing is written.</summary>
internal sealed class HostSessions(EngineParts parts)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    public async Task<CommandResult> RunCommandAsync(EdgeHost host, string command, string? standardInput, IQuestions questions, CancellationToken cancellationToken)
    {
        var channel = await ConnectAsync(host, questions, cancellationToken).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
            return await channel.RunCommandAsync(command, standardInput, cancellationToken).ConfigureAwait(false);
    }

    public async Task CopyFilesAsync(EdgeHost host, FileCopyRequest request, ICopyObserver observer, IQuestions questions, CancellationToken cancellationToken)
    {
        var channel = await ConnectAsync(host, questions, cancellationToken).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            if (channel is not IHostFiles files)
                throw new EdgeException("HostCopyUnsupported", ErrorKind.NotSupported, $"Files cannot be copied over the connection to host {host.Id} ({host.Hostname}).") { Target = host.Name };
            if (request.FromHost)
                await new FileDownload(channel, files, host.Name, observer).RunAsync(request, cancellationToken).ConfigureAwait(false);
            else
                await new FileUpload(channel, files, host.Name, observer).RunAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IHostChannel> ConnectAsync(EdgeHost host, IQuestions questions, CancellationToken cancellationToken)
    {
        var address = Address(host);
        var stored = await ConnectionOfAsync(host, cancellationToken).ConfigureAwait(false);
        var credentials = await parts.Keys.ResolveAsync(stored?.Text("PRIVATE_KEY"), stored?.Text("PUBLIC_KEY"), questions, cancellationToken).ConfigureAwait(false);
        var connection = new HostConnection(address, host.RemotePort, host.RemoteUser, credentials, host.SshHostKey, AcceptFirstContact: false, s_deadline) { HostId = host.Id };
        return await parts.Connector.ConnectAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SshSession> OpenAsync(EdgeHost host, CancellationToken cancellationToken)
    {
        var address = Address(host);
        var stored = await ConnectionOfAsync(host, cancellationToken).ConfigureAwait(false);
        var key = parts.Configuration.Sandbox?.Text("SSH_PRIVATE_KEY") ?? stored?.Text("PRIVATE_KEY");
        var connection = new HostConnection(address, host.RemotePort, host.RemoteUser, new SshCredentials(null, null, null, "", "ssh itself"), host.SshHostKey, AcceptFirstContact: false, s_deadline) { HostId = host.Id };
        return InteractiveSsh.Prepare(connection, key is { Length: > 0 } && !key.Contains('\n', StringComparison.Ordinal) ? key : null, command: null);
    }

    /// <summary>How the host is logged in to. One that is switched off is refused: trying it would end the same way, after a long wait.</summary>
    private async Task<AttributeTree?> ConnectionOfAsync(EdgeHost host, CancellationToken cancellationToken)
    {
        var template = (await parts.Client.Hosts.InfoAsync(host.Id, SecretView.Cipher, cancellationToken).ConfigureAwait(false)).Template;
        return HostPower.Parse(template.Text(EdgeAttribute.Power)).Kind == HostPowerKind.Off ? throw SwitchedOff(host) : template.Section("PROVISION_CONNECTION");
    }

    internal static EdgeException SwitchedOff(EdgeHost host) => new("HostIsOff", ErrorKind.Refused, $"Host {host.Id} ({host.Hostname}) is switched off.")
    {
        Target = host.Name,
        RecommendedAction = FormattableString.Invariant($"Start it with Start-EdgeHost -Id {host.Id} (oneprovision host resume {host.Id})."),
    };

    internal static string Address(EdgeHost host) => host.Address ?? throw new EdgeException("HostHasNoAddress", ErrorKind.Refused, $"Host {host.Id} ({host.Hostname}) has no address yet.")
    {
        Target = host.Name,
        RecommendedAction = "Continue the provision with New-EdgeProvision (oneprovision create FILE).",
    };
}
