namespace EdgeProvision.Model;

/// <summary>What was found out about one step of a host's configuration without changing anything.</summary>
public enum DriftOutcome
{
    /// <summary>Everything is as it should be.</summary>
    Ok,

    /// <summary>It would change something.</summary>
    WouldChange,

    /// <summary>It cannot be told before earlier steps have changed what they would.</summary>
    Unknown,

    /// <summary>It waits for a change of another step, and there is none.</summary>
    Skipped,

    /// <summary>It would fail, or could not be looked at.</summary>
    Failed,
}
