using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets what New-EdgeProvision would do: the difference between a descriptor and what stands.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeProvisionPlan", DefaultParameterSetName = ByPath)]
[OutputType(typeof(Plan))]
public sealed class GetEdgeProvisionPlanCommand : DescriptorCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var files = Files();
        var directory = WorkingDirectory;
        RunOnCloud(async (connection, cancellationToken) =>
        {
            foreach (var file in files)
                PostObject(await connection.Engine.PlanAsync(Complete(new CreateRequest(file) { WorkingDirectory = directory }), cancellationToken).ConfigureAwait(false));
        });
    }
}
