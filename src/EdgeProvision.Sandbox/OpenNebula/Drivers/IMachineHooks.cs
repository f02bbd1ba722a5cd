namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>Runs the hooks of the emulated front-end for virtual machines. Called outside the zone's lock; what becomes of a hook concerns nobody.</summary>
public interface IMachineHooks
{
    /// <summary>A machine runs now, on the host of its last history record, or has ended.</summary>
    /// <param name="commands">What the hooks that are registered for it run, below the folder of hooks.</param>
    /// <param name="document">The machine as it is at this moment, with its secrets in clear.</param>
    Task RunAsync(IReadOnlyList<string> commands, string document);
}
