using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets edge hosts.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeHost", DefaultParameterSetName = ByName)]
[OutputType(typeof(EdgeHost))]
public sealed class GetEdgeHostCommand : CloudCmdlet
{
    private const string ByName = "Name";
    private const string ById = "Id";
    private const string ByObject = "InputObject";

    /// <summary>Names, hostnames or addresses; wildcards are expanded.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HostNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>OpenNebula host ids.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(HostIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Provisions whose hosts are wanted.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Provision[] InputObject { get; set; } = [];

    /// <summary>Only hosts of these provisions (name or id).</summary>
    [Parameter(ParameterSetName = ByName)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provision { get; set; }

    /// <summary>Only hosts in one of these states.</summary>
    [Parameter]
    public EdgeHostState[]? State { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => RunOnCloud(async (connection, cancellationToken) =>
    {
        var all = await connection.ListAsync(cancellationToken).ConfigureAwait(false);
        var (hosts, missing) = ParameterSetName == ByObject
            ? HostFilter.Apply(all, [.. InputObject.Select(p => p.Id)], null, null)
            : HostFilter.Apply(all, Provision, Name, Id);
        foreach (var error in missing)
            PostError(error);
        foreach (var host in hosts.Where(h => State is null || State.Contains(h.State)))
            PostObject(host);
    });
}
