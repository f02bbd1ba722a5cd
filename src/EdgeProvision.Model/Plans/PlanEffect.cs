namespace EdgeProvision.Model;

/// <summary>What a step does to the world.</summary>
public enum PlanEffect
{
    /// <summary>Looks or waits only.</summary>
    Observe,

    /// <summary>Makes something in OpenNebula.</summary>
    Create,

    /// <summary>Changes something that stands.</summary>
    Change,

    /// <summary>Rents a machine or an address: costs money from then on.</summary>
    Rent,

    /// <summary>Releases a machine or an address: what is on it is lost.</summary>
    Release,

    /// <summary>Removes something from OpenNebula.</summary>
    Delete,
}
