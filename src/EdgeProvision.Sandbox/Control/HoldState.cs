namespace EdgeProvision.Sandbox.Control;

/// <summary>How far a hold has come.</summary>
public enum HoldState
{
    /// <summary>It waits for its call.</summary>
    Armed,

    /// <summary>The call is being held.</summary>
    Holding,

    /// <summary>The call goes on, or will never be held.</summary>
    Released,
}
