using System.Collections;
using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets what New-EdgeProvision would do: the difference between a descriptor and what stands.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeProvisionPlan", DefaultParameterSetName = ByPath)]
[OutputType(typeof(Plan))]
public sealed class GetEdgeProvisionPlanCommand : CloudCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>Descriptor files; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Descriptor files, taken as written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Settings by descriptor key, such as packet_token, that come before all others; secrets as SecureString.</summary>
    [Parameter]
    public Hashtable? Override { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var literal = ParameterSetName == ByLiteralPath;
        var session = SessionState;
        var directory = WorkingDirectory;
        RunOnCloud(async (connection, cancellationToken) =>
        {
            var files = await AskAsync(() => DescriptorPaths.Resolve(session, literal ? LiteralPath : Path, literal), cancellationToken).ConfigureAwait(false);
            foreach (var file in files)
            {
                var request = new CreateRequest(file) { WorkingDirectory = directory, Overrides = SettingOverrides.From(Override) };
                PostObject(await connection.Engine.PlanAsync(request, cancellationToken).ConfigureAwait(false));
            }
        });
    }
}
