using System.Collections;
using System.Management.Automation;
using EdgeProvision.Engine.Plans;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>
/// Gets what makes the world as a descriptor says: the plan of New-EdgeProvision where the provision does not stand, that of Update-EdgeProvision where it does.
/// </summary>
[Cmdlet(VerbsCommon.Get, "EdgeProvisionPlan", DefaultParameterSetName = DescriptorSelection.ByPath)]
[OutputType(typeof(Plan))]
public sealed class GetEdgeProvisionPlanCommand : CloudCmdlet, IDynamicParameters
{
    private readonly DescriptorSelection _descriptors = new();

    /// <summary>Plans to remove hosts and datastores that cannot be changed in place, and to make them anew.</summary>
    [Parameter]
    public SwitchParameter AllowReplace { get; set; }

    /// <summary>Plans to delete virtual machines and images on what goes; without it, they are a refusal when the plan runs.</summary>
    [Parameter]
    public SwitchParameter Cleanup { get; set; }

    /// <summary>The registered provider to rent from, for its driver.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegisteredProviderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Provider { get; set; }

    /// <summary>Saves the plan in this file, too; Invoke-EdgeProvisionPlan runs it. It has no secrets.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Settings by descriptor key, such as packet_token, that come before all others; secrets as SecureString.</summary>
    [Parameter]
    public Hashtable? Override { get; set; }

    /// <summary>Which descriptors are meant.</summary>
    public object GetDynamicParameters() => _descriptors;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var sources = _descriptors.Sources(SessionState, ParameterSetName, Tell);
        var file = OutFile is null ? null : OrFail(() => LocalPaths.Full(SessionState, OutFile));
        var directory = WorkingDirectory;
        RunOnCloud((connection, cancellationToken) => ForEachAsync(sources, async source =>
        {
            var plan = await PlanAsync(connection, source, directory, cancellationToken).ConfigureAwait(false);
            if (file is not null)
                await PlanFile.WriteAsync(file, plan, cancellationToken).ConfigureAwait(false);
            PostObject(plan);
        }));
    }

    private async Task<Plan> PlanAsync(EdgeConnection connection, DescriptorSource source, string directory, CancellationToken cancellationToken)
    {
        var overrides = SettingOverrides.WithProvider(SettingOverrides.From(Override), Provider);
        try
        {
            var update = new UpdateRequest(source) { WorkingDirectory = directory, MayReplace = AllowReplace, RemoveContents = Cleanup, Overrides = overrides };
            return await connection.Engine.PlanAsync(update, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Code is "ProvisionNotFound" or "ProvisionDeleting")
        {
            return await connection.Engine.PlanAsync(new CreateRequest(source) { WorkingDirectory = directory, Overrides = overrides }, cancellationToken).ConfigureAwait(false);
        }
    }
}
