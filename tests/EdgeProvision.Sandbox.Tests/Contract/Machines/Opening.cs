namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

/// <summary>How a further driver is opened before the same service.</summary>
internal enum Opening
{
    /// <summary>As the next operation opens it: it knows what service and front-end know.</summary>
    Again,

    /// <summary>It waits half a second for an answer.</summary>
    Impatient,

    /// <summary>Its credentials are wrong.</summary>
    WrongCredentials,

    /// <summary>Nobody listens where it knocks.</summary>
    NobodyListens,
}
