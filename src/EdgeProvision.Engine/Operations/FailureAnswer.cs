namespace EdgeProvision.Engine.Operations;

/// <summary>A user's answer to failed hosts.</summary>
public enum FailureAnswer
{
    /// <summary>Keep everything and end with an error.</summary>
    Quit,

    /// <summary>Try the failed steps again.</summary>
    Retry,

    /// <summary>Go on without them.</summary>
    Skip,

    /// <summary>Remove the whole provision.</summary>
    Cleanup,
}
