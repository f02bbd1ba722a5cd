namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

/// <summary>How a further driver is opened before the same service.</summary>
internal enum Opening
{
    /// <summary>As the next operation opens it: it knows what service and front-end know.</summary>
    Again,

    /// <summary>It waits half a second for an answer, and asks once more.</summary>
    Impatient,

    /// <summary>It waits two seconds for an answer, and asks until it gets one.</summary>
    Persistent,

    /// <summary>Its credentials are wrong.</summary>
    WrongCredentials,

    /// <summary>Nobody listens where it knocks.</summary>
    NobodyListens,
}
