namespace EdgeProvision.Sandbox.Control;

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>It is answered with a status, and a body, of the rule's.</summary>
    Status,

    /// <summary>The connection is closed without an answer.</summary>
    Drop,

    /// <summary>The connection is reset without an answer.</summary>
    Reset,

    /// <summary>It is done, and half of the answer arrives.</summary>
    Truncate,

    /// <summary>It is done, and the answer is lost: <see cref="Drop"/> after the action.</summary>
    LostAnswer,

    /// <summary>The connection is closed at once, and what was asked for is done only after a delay.</summary>
    LateAction,

    /// <summary>It is done, and the answer comes only after a delay: for whoever waits less, a time-out after the action.</summary>
    LateAnswer,
}
