namespace EdgeProvision.Engine.OpenNebula;

/// <summary>How one attempt at a call ended, as far as the transport can tell.</summary>
internal enum AttemptOutcome
{
    /// <summary>There is an answer.</summary>
    Answered,

    /// <summary>No connection was ever opened: nothing has been sent.</summary>
    NeverOpened,

    /// <summary>The request may have arrived, the answer did not.</summary>
    Lost,

    /// <summary>The same, by the clock.</summary>
    TimedOut,
}
