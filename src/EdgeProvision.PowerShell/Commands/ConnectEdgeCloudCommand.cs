using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Connects to an OpenNebula front-end, and makes it the one that the session's commands work on.</summary>
[Cmdlet(VerbsCommunications.Connect, "EdgeCloud")]
[OutputType(typeof(EdgeCloud))]
public sealed class ConnectEdgeCloudCommand : CloudSessionCmdlet
{
    /// <summary>The XML-RPC endpoint, for example http://localhost:2633/RPC2. Looked for in ONE_XMLRPC and ~/.one/one_endpoint when not given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    public Uri? Endpoint { get; set; }

    /// <summary>An OpenNebula administrator's name and password. Looked for in ONE_AUTH and ~/.one/one_auth when not given.</summary>
    [Parameter(Position = 1)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var directory = WorkingDirectory;
        var session = Credential is null ? null : $"{Credential.UserName}:{Credential.GetNetworkCredential().Password}";
        RunTraced(async cancellationToken =>
            PostObject(AdoptAndLook(await Connector.OpenAsync(Endpoint?.OriginalString, session, directory, cancellationToken).ConfigureAwait(false)).Cloud));
    }
}
