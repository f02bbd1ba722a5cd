using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>A cmdlet that goes to edge hosts themselves, outside any operation, to all of them at once.</summary>
public abstract class HostSessionCmdlet : CloudCmdlet, IDynamicParameters
{
    private readonly HostSelection _hosts;

    /// <summary>Makes the cmdlet.</summary>
    /// <param name="hosts">Which hosts are meant.</param>
    private protected HostSessionCmdlet(HostSelection hosts) => _hosts = hosts;

    /// <summary>Which hosts are meant.</summary>
    public object GetDynamicParameters() => _hosts;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _hosts.Take(ParameterSetName);

    /// <summary>The hosts meant by this call; what does not exist is written as errors.</summary>
    private protected Task<IReadOnlyList<EdgeHost>> SelectedAsync(EdgeConnection connection, CancellationToken cancellationToken) =>
        _hosts.FindAsync(connection, error => PostError(Explain(error, connection)), cancellationToken);

    /// <summary>An error about a host that is not there, as this cmdlet can tell more of it.</summary>
    private protected virtual EdgeException Explain(EdgeException error, EdgeConnection connection) => error;
}
