namespace EdgeProvision.Model;

/// <summary>What to do about a host whose steps fail.</summary>
public enum FailureMode
{
    /// <summary>Start nothing new for it, let the others finish, keep everything, report an error.</summary>
    Quit,

    /// <summary>The same, reported as a warning and counted as success.</summary>
    Skip,

    /// <summary>Remove the whole provision again.</summary>
    Cleanup,
}
