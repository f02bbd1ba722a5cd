using System.Collections;
using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Compares provisions with their descriptors, the kept ones or others, and writes what differs: one object for each difference, nothing where there is none.</summary>
[Cmdlet(VerbsData.Compare, "EdgeProvision", DefaultParameterSetName = ByName)]
[OutputType(typeof(EdgeDifference))]
public sealed class CompareEdgeProvisionCommand : CloudCmdlet
{
    private const string ByName = "Name";
    private const string ById = "Id";
    private const string ByObject = "InputObject";
    private const string ByPath = "Path";
    private const string ByDescriptor = "Descriptor";

    /// <summary>Names; wildcards are expanded. All provisions when nothing is given.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Provision ids (UUIDs).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProvisionIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Provisions as Get-EdgeProvision writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Provision[] InputObject { get; set; } = [];

    /// <summary>Files of descriptors to compare with: each with the provision that it names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Descriptors to compare with: each with the provision that it names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByDescriptor, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EdgeDescriptor[] Descriptor { get; set; } = [];

    /// <summary>Settings by descriptor key, such as packet_token, that come before all others; secrets as SecureString.</summary>
    [Parameter]
    public Hashtable? Override { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<DescriptorSource> sources = ParameterSetName switch
        {
            ByPath => [.. DescriptorFileSelection.Files(SessionState, Path, literal: false, Tell).Select(f => new DescriptorSource.File(f))],
            ByDescriptor => [.. Descriptor.Select(d => new DescriptorSource.Document(d))],
            _ => [],
        };
        var directory = WorkingDirectory;
        RunOnCloud(async (connection, cancellationToken) =>
        {
            foreach (var source in sources)
                await CompareAsync(connection, new CompareRequest(null) { Descriptor = source, WorkingDirectory = directory }, source, cancellationToken).ConfigureAwait(false);
            if (ParameterSetName is not (ByPath or ByDescriptor))
            {
                foreach (var provision in await SelectedAsync(connection, cancellationToken).ConfigureAwait(false))
                    await CompareAsync(connection, new CompareRequest(provision.Id), provision, cancellationToken).ConfigureAwait(false);
            }
        });
    }

    private async Task CompareAsync(EdgeConnection connection, CompareRequest request, object target, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var difference in await connection.Engine.CompareAsync(request with { Overrides = SettingOverrides.From(Override) }, cancellationToken).ConfigureAwait(false))
                PostObject(difference);
        }
        catch (EdgeException error)
        {
            PostError(error, target);
        }
    }

    private async Task<IReadOnlyList<Provision>> SelectedAsync(EdgeConnection connection, CancellationToken cancellationToken)
    {
        if (ParameterSetName == ByObject)
            return InputObject;
        var (found, missing) = ProvisionFilter.Apply(await connection.ListAsync(cancellationToken).ConfigureAwait(false), Name, Id);
        foreach (var error in missing)
            PostError(error);
        return found;
    }
}
