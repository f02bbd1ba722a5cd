using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>A cmdlet that changes the power of hosts.</summary>
public abstract class PowerCmdlet : HostOperationCmdlet
{
    /// <summary>Waits until OpenNebula sees the hosts as before, too.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With -Wait: seconds that a host may take in all, from the question of its power to OpenNebula's monitoring.</summary>
    [Parameter]
    [Alias("TimeoutSec")]
    [ValidateRange(1, 86_400)]
    public int Timeout { get; set; }

    /// <summary>With -Wait: seconds between two looks.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int Delay { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!Wait && (Timeout > 0 || Delay > 0))
            Fail(new EdgeException("WaitRequired", ErrorKind.InvalidInput, $"-{(Timeout > 0 ? "Timeout" : "Delay")} says how to wait, and -Wait was not given.") { RecommendedAction = "Add -Wait." });
        base.BeginProcessing();
    }

    /// <summary>The request for a change of power, with what is to be waited for.</summary>
    private protected PowerRequest Power(string provision, IReadOnlyList<int> hostIds, PowerChange change) => new(provision, hostIds, change)
    {
        Wait = Wait ? new PowerWait(Timeout > 0 ? TimeSpan.FromSeconds(Timeout) : null, Delay > 0 ? TimeSpan.FromSeconds(Delay) : null) : null,
    };
}
