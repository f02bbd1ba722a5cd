using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>
/// Commands and sessions on a host, outside operations: no lock is taken, and nothing is written but who may log in, where a host does not answer because this machine may not
/// (docs/design/providers.md).
/// </summary>
internal sealed class HostSessions(EngineParts parts)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    // As long as it takes until it is worth asking the provider what has become of the machine, and whether it keeps this one out: a host that is there answers within a second.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public async Task<CommandResult> RunCommandAsync(EdgeHost host, string command, string? standardInput, Action<string> tell, IQuestions questions, CancellationToken cancellationToken)
    {
        var channel = await ConnectAsync(host, tell, questions, cancellationToken).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
            return await channel.RunCommandAsync(command, standardInput, cancellationToken).ConfigureAwait(false);
    }

    public async Task CopyFilesAsync(EdgeHost host, FileCopyRequest request, ICopyObserver observer, Action<string> tell, IQuestions questions, CancellationToken cancellationToken)
    {
        var channel = await ConnectAsync(host, tell, questions, cancellationToken).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            if (channel is not IHostFiles files)
                throw new EdgeException("HostCopyUnsupported", ErrorKind.NotSupported, $"Files cannot be copied over the connection to host {host.Id} ({host.Hostname}).") { Target = host.Name };
            if (request.FromHost)
                await new FileDownload(channel, files, host.Hostname, observer).RunAsync(request, cancellationToken).ConfigureAwait(false);
            else
                await new FileUpload(channel, files, host.Hostname, observer).RunAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IHostChannel> ConnectAsync(EdgeHost host, Action<string> tell, IQuestions questions, CancellationToken cancellationToken)
    {
        var address = Address(host);
        var template = await TemplateAsync(host, cancellationToken).ConfigureAwait(false);
        var stored = LoginOf(template);
        var credentials = await parts.Keys.ResolveAsync(stored?.Text("PRIVATE_KEY"), stored?.Text("PUBLIC_KEY"), questions, cancellationToken).ConfigureAwait(false);
        var connection = new HostConnection(address, host.RemotePort, host.RemoteUser, credentials, host.SshHostKey, AcceptFirstContact: false, s_deadline) { HostId = host.Id };
        try
        {
            return await parts.Connector.ConnectAsync(connection with { Deadline = s_patience }, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Code == SshErrors.HostUnreachable)
        {
            await ExplainAsync(host, template, error, cancellationToken).ConfigureAwait(false);
            if (CallerAdmission.Concerns(host, template))
                await parts.Callers.AdmitAsync(host, tell, cancellationToken).ConfigureAwait(false);
            return await parts.Connector.ConnectAsync(connection, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<SshSession> OpenAsync(EdgeHost host, CancellationToken cancellationToken)
    {
        var address = Address(host);
        var stored = LoginOf(await TemplateAsync(host, cancellationToken).ConfigureAwait(false));
        var key = parts.Configuration.Sandbox?.Text("SSH_PRIVATE_KEY") ?? stored?.Text("PRIVATE_KEY");
        var connection = new HostConnection(address, host.RemotePort, host.RemoteUser, new SshCredentials(null, null, null, "", "ssh itself"), host.SshHostKey, AcceptFirstContact: false, s_deadline) { HostId = host.Id };
        return InteractiveSsh.Prepare(connection, key is { Length: > 0 } && !key.Contains('\n', StringComparison.Ordinal) ? key : null, command: null);
    }

    /// <summary>Finds out why a session could not be opened, and lets this machine in where that is the reason. A host that answers has another reason: ssh ends in the same way when a session is lost, or its shell says so.</summary>
    public async Task<bool> AdmitCallerAsync(EdgeHost host, Action<string> tell, CancellationToken cancellationToken)
    {
        var template = await TemplateAsync(host, cancellationToken).ConfigureAwait(false);
        try
        {
            await parts.Connector.ReadHostKeyAsync(Address(host), host.RemotePort, s_patience, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (EdgeException error) when (error.Code == SshErrors.HostUnreachable)
        {
            await ExplainAsync(host, template, error, cancellationToken).ConfigureAwait(false);
            return CallerAdmission.Concerns(host, template) && await parts.Callers.AdmitAsync(host, tell, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the front-end has of the host. One that is switched off is refused: trying it would end the same way, after a long wait.</summary>
    private async Task<AttributeTree> TemplateAsync(EdgeHost host, CancellationToken cancellationToken)
    {
        var template = (await parts.Client.Hosts.InfoAsync(host.Id, SecretView.Cipher, cancellationToken).ConfigureAwait(false)).Template;
        return HostPower.Parse(template.Text(EdgeAttribute.Power)).Kind == HostPowerKind.Off ? throw SwitchedOff(host) : template;
    }

    private static AttributeTree? LoginOf(AttributeTree template) => template.Section("PROVISION_CONNECTION");

    /// <summary>Throws what is known of a host that does not answer; nothing where that may pass, or may be mended by letting this machine in.</summary>
    private async Task ExplainAsync(EdgeHost host, AttributeTree template, EdgeException silence, CancellationToken cancellationToken)
    {
        if (HostPower.Parse(template.Text(EdgeAttribute.Power)).Kind == HostPowerKind.Restarting)
            throw Restarting(host, silence);
        if (await parts.Silent.ExplainAsync(host, cancellationToken).ConfigureAwait(false) is { } trouble)
            throw trouble;
    }

    internal static EdgeException Restarting(EdgeHost host, EdgeException silence) => new("HostIsRestarting", ErrorKind.ResourceBusy, $"Host {host.Id} ({host.Hostname}) is in the middle of a restart, and does not answer yet.", silence)
    {
        Target = host.Name,
        IsTransient = true,
        RecommendedAction = FormattableString.Invariant($"Wait until it has ended (Get-EdgeOperation, oneprovision log); one that was broken off is finished by Restart-EdgeHost -Id {host.Id} (oneprovision host reboot {host.Id})."),
    };

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
