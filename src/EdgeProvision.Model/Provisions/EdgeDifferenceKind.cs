namespace EdgeProvision.Model;

/// <summary>How something differs from what the descriptor says.</summary>
public enum EdgeDifferenceKind
{
    /// <summary>The descriptor has it, and it does not stand.</summary>
    Missing,

    /// <summary>It stands with another value.</summary>
    Changed,

    /// <summary>It stands, and the descriptor does not have it.</summary>
    Extra,
}
