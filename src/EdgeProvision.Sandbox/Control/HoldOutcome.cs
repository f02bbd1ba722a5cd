namespace EdgeProvision.Sandbox.Control;

/// <summary>How a held call goes on.</summary>
public enum HoldOutcome
{
    /// <summary>As if nothing had been.</summary>
    Proceed,

    /// <summary>Closed without an answer; held before its action, the action does not happen.</summary>
    Drop,

    /// <summary>Reset without an answer; held before its action, the action does not happen.</summary>
    Reset,
}
