namespace EdgeProvision.Model;

/// <summary>How many machines of a kind a provider has at a place, from least to most.</summary>
public enum EdgeStock
{
    /// <summary>The provider does not tell.</summary>
    Unknown,

    /// <summary>None: an order would be refused.</summary>
    None,

    /// <summary>Few.</summary>
    Limited,

    /// <summary>Enough.</summary>
    Available,
}
