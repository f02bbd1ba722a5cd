namespace EdgeProvision.Model;

/// <summary>How a step went.</summary>
public enum StepOutcome
{
    /// <summary>It changed something.</summary>
    Done,

    /// <summary>It found everything as it should be.</summary>
    Unchanged,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was not begun, because a step before it failed or the operation was stopped.</summary>
    NotRun,
}
