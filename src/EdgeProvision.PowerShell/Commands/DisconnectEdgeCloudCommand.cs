using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Ends connections to front-ends. The front-ends and their provisions go on.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "EdgeCloud")]
[OutputType(typeof(void))]
public sealed class DisconnectEdgeCloudCommand : CloudSessionCmdlet
{
    /// <summary>The front-end; the session's current one when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public EdgeCloud? Cloud { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => RunTraced(async _ =>
    {
        if ((Cloud is not null ? SessionConnections.Find(Cloud) : Session.Current) is { } connection)
            await CloseAsync(connection).ConfigureAwait(false);
    });
}
