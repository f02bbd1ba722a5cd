namespace EdgeProvision.Engine.Hosts.Programs;

/// <summary>How a step of a host program went.</summary>
public enum HostStepOutcome
{
    /// <summary>It was as it should be.</summary>
    Ok,

    /// <summary>It was changed (in check mode: it would be).</summary>
    Changed,

    /// <summary>It failed; the program ends here, unless it only checks.</summary>
    Failed,

    /// <summary>Its condition says that it is not for this host.</summary>
    Skipped,

    /// <summary>In check mode only: it cannot be told before earlier steps have changed what they would.</summary>
    Unknown,
}
