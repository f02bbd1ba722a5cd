namespace EdgeProvision.Model;

/// <summary>What a public address that was rented is doing.</summary>
public enum EdgeAddressState
{
    /// <summary>It leads nowhere.</summary>
    Free,

    /// <summary>It leads to a machine.</summary>
    Assigned,

    /// <summary>The order stands at the provider and waits for somebody there to approve it: there is no address yet.</summary>
    AwaitingApproval,

    /// <summary>The order was not approved.</summary>
    Denied,
}
