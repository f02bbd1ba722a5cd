namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// What <c>one.vn.recover</c> is told about a network that a killed daemon left in the middle. Its "success" is not offered: it makes a
/// network ready without its addresses.
/// </summary>
public enum NetworkRecovery
{
    /// <summary>What was under way has failed: the network goes to its error state and can be deleted.</summary>
    Failure = 0,

    /// <summary>Removes the network without giving back its addresses at the provider. The last resort.</summary>
    Delete = 2,
}
