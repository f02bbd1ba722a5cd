namespace EdgeProvision.Engine.Providers.Addresses;

/// <summary>Whether a block of addresses can be used.</summary>
public enum ReservationState
{
    /// <summary>It has its addresses.</summary>
    Ready,

    /// <summary>The order stands, and somebody at the provider has to approve it first.</summary>
    AwaitingApproval,

    /// <summary>It was not approved, and never will have addresses.</summary>
    Denied,
}
