using System.Collections;
using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets what New-EdgeProvision would do: the difference between a descriptor and what stands.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeProvisionPlan", DefaultParameterSetName = DescriptorSelection.ByPath)]
[OutputType(typeof(Plan))]
public sealed class GetEdgeProvisionPlanCommand : CloudCmdlet, IDynamicParameters
{
    private readonly DescriptorSelection _descriptors = new();

    /// <summary>Settings by descriptor key, such as packet_token, that come before all others; secrets as SecureString.</summary>
    [Parameter]
    public Hashtable? Override { get; set; }

    /// <summary>Which descriptors are meant.</summary>
    public object GetDynamicParameters() => _descriptors;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var sources = OrFail(() => _descriptors.Sources(SessionState, ParameterSetName));
        var directory = WorkingDirectory;
        RunOnCloud(async (connection, cancellationToken) =>
        {
            foreach (var source in sources)
            {
                var request = new CreateRequest(source) { WorkingDirectory = directory, Overrides = SettingOverrides.From(Override) };
                PostObject(await connection.Engine.PlanAsync(request, cancellationToken).ConfigureAwait(false));
            }
        });
    }
}
