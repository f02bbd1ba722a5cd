namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>Runs the hooks of the emulated front-end for virtual machines. Called outside the zone's lock; what becomes of a hook concerns nobody.</summary>
public interface IMachineHooks
{
    /// <summary>A machine has come to another state.</summary>
    /// <param name="commands">What the hooks that are registered for it run, below the folder of hooks; often there are none.</param>
    /// <param name="document">The machine as it is at this moment, <c>PREV_STATE</c> and <c>PREV_LCM_STATE</c> as it was before.</param>
    Task RunAsync(IReadOnlyList<string> commands, string document);
}
