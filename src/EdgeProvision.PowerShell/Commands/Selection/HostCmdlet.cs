using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>A cmdlet that works on edge hosts, however they are named.</summary>
public abstract class HostCmdlet : OperationCmdlet
{
    private protected const string ByName = "Name";
    private protected const string ById = "Id";
    private protected const string ByObject = "InputObject";
    private readonly List<EdgeHost> _piped = [];

    /// <summary>Names, hostnames or addresses; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HostNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>OpenNebula host ids.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById)]
    [ArgumentCompleter(typeof(HostIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Edge hosts as Get-EdgeHost writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EdgeHost[] InputObject { get; set; } = [];

    /// <summary>Only hosts of these provisions (name or id).</summary>
    [Parameter(ParameterSetName = ByName)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provision { get; set; }

    /// <summary>Gathers what the pipeline brings, so that a provision is worked on once.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByObject)
            _piped.AddRange(InputObject.Where(h => _piped.All(known => known.Id != h.Id)));
    }

    /// <summary>The hosts meant by this call; what does not exist is written as errors.</summary>
    private protected async Task<IReadOnlyList<EdgeHost>> SelectedAsync(EdgeConnection connection, CancellationToken cancellationToken)
    {
        if (ParameterSetName == ByObject)
            return _piped;
        var all = await connection.ListAsync(cancellationToken).ConfigureAwait(false);
        var (provisions, missing) = ProvisionFilter.Apply(all, Provision, null);
        foreach (var error in missing)
            PostError(error);
        var (hosts, absent) = HostFilter.Apply([.. provisions.SelectMany(p => p.Hosts)], Name, Id);

        // Where the provision is missing, that its hosts are missing too is no news.
        foreach (var error in missing.Count > 0 ? [] : absent)
            PostError(error);
        return hosts;
    }
}
