namespace EdgeProvision.Engine.Operations;

/// <summary>How important a message is.</summary>
public enum MessageLevel
{
    /// <summary>The wire, redacted.</summary>
    Debug,

    /// <summary>A decision that was taken.</summary>
    Verbose,

    /// <summary>What a user wants to know anyway.</summary>
    Information,

    /// <summary>What a user should look at.</summary>
    Warning,
}
