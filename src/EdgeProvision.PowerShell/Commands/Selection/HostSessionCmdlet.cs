using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>A cmdlet that goes to edge hosts themselves, outside any operation.</summary>
public abstract class HostSessionCmdlet : CloudCmdlet
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
    public virtual string[]? Name { get; set; }

    /// <summary>OpenNebula host ids.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById)]
    [ArgumentCompleter(typeof(HostIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Edge hosts as Get-EdgeHost writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EdgeHost[] InputObject { get; set; } = [];

    /// <summary>Gathers what the pipeline brings, to go to all of them at once.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByObject)
            _piped.AddRange(InputObject);
    }

    /// <summary>The hosts meant by this call; what does not exist is written as errors.</summary>
    private protected async Task<IReadOnlyList<EdgeHost>> SelectedAsync(EdgeConnection connection, CancellationToken cancellationToken)
    {
        if (ParameterSetName == ByObject)
            return _piped;
        var all = await connection.ListAsync(cancellationToken).ConfigureAwait(false);
        var (hosts, absent) = HostFilter.Apply([.. all.SelectMany(p => p.Hosts)], Name, Id);
        foreach (var error in absent)
            PostError(error);
        return hosts;
    }
}
