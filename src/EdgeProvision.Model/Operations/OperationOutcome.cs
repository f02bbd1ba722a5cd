namespace EdgeProvision.Model;

/// <summary>How an operation ended.</summary>
public enum OperationOutcome
{
    /// <summary>It is under way.</summary>
    Running,

    /// <summary>Everything was done.</summary>
    Succeeded,

    /// <summary>There was nothing to do.</summary>
    Unchanged,

    /// <summary>Something failed; the rest was done.</summary>
    Failed,

    /// <summary>It was stopped on request.</summary>
    Stopped,

    /// <summary>It was killed: nobody closed its entry.</summary>
    Interrupted,
}
