using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>
/// Which edge hosts a call means, however they are named. A cmdlet on hosts has one of these and hands it to PowerShell as its dynamic
/// parameters: what it is besides (an operation, a session) is its base class, and there can be only one of those.
/// </summary>
public class HostSelection
{
    internal const string ByName = "Name";
    internal const string ById = "Id";
    internal const string ByObject = "InputObject";
    private readonly List<Func<IReadOnlyList<Provision>, (IReadOnlyList<EdgeHost> Found, IReadOnlyList<EdgeException> Missing)>> _asked = [];

    /// <summary>
    /// Names, hostnames or addresses; wildcards are expanded. Of the pipeline beside an id: other things have ids, too, and the host that happens to have theirs is
    /// not meant.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HostNameCompleter))]
    [ValidateNotNullOrEmpty]
    public virtual string[]? Name { get; set; }

    /// <summary>OpenNebula host ids. By property name: what was written to a file, or came from another session, is no edge host any more but has its id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(HostIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Edge hosts as Get-EdgeHost writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EdgeHost[] InputObject { get; set; } = [];

    /// <summary>Only hosts of these provisions (name or id).</summary>
    [Parameter(ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provision { get; set; }

    /// <summary>Notes what one record of the pipeline has bound: all are worked on together when the pipeline ends, so that a provision is worked on once.</summary>
    internal void Take(string parameterSet)
    {
        var (provisions, names, ids, objects) = (Provision, Name, Id, InputObject);
        _asked.Add(parameterSet switch
        {
            ByObject => all => HostFilter.Again(all, objects),
            ById => all => HostFilter.Apply(all, provisions, names, ids),
            _ => all => HostFilter.Apply(all, provisions, names, null),
        });
    }

    /// <summary>The hosts meant by all records, each once, as they are now. What does not exist is told.</summary>
    internal async Task<IReadOnlyList<EdgeHost>> FindAsync(EdgeConnection connection, Action<EdgeException> tell, CancellationToken cancellationToken)
    {
        var all = await connection.ListAsync(cancellationToken).ConfigureAwait(false);
        List<EdgeHost> hosts = [];
        foreach (var (found, missing) in _asked.Select(ask => ask(all)))
        {
            hosts.AddRange(found.Where(h => hosts.All(known => known.Id != h.Id)));
            foreach (var error in missing)
                tell(error);
        }

        return hosts;
    }
}
