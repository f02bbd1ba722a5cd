using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets the front-ends that this session is connected to, the current one first.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeCloud")]
[OutputType(typeof(EdgeCloud))]
public sealed class GetEdgeCloudCommand : CloudSessionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var connection in Session.Opened)
            WriteObject(connection.Cloud);
    }
}
