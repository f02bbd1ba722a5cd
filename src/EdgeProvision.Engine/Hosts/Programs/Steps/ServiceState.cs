namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>What is wanted of a service now.</summary>
public enum ServiceState
{
    /// <summary>Nothing.</summary>
    AsIs,

    /// <summary>Running.</summary>
    Started,

    /// <summary>Not running.</summary>
    Stopped,

    /// <summary>Started anew: only sensible with <see cref="HostStep.IfChanged"/>.</summary>
    Restarted,

    /// <summary>Told to read its configuration again: only sensible with <see cref="HostStep.IfChanged"/>.</summary>
    Reloaded,
}
