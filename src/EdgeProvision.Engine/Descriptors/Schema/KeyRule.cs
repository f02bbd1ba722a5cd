namespace EdgeProvision.Engine.Descriptors.Schema;

/// <summary>One key that a section knows.</summary>
internal sealed record KeyRule(string Name, KeyType Type, string Description)
{
    /// <summary>The key must be given.</summary>
    public bool Required { get; init; }

    /// <summary>The value is a secret.</summary>
    public bool Secret { get; init; }

    /// <summary>The value may come from elsewhere (environment, registered provider): that it is missing is noted, not an error.</summary>
    public bool Credential { get; init; }

    /// <summary>The value is the operating system, which the playbook's roles have to support.</summary>
    public bool NamesSystem { get; init; }

    /// <summary>The only values allowed, if they are few.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The case of letters does not matter in the values allowed: OpenNebula itself makes capitals of them.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>Values that are usual. Others may be right too, so that one that is nearly one of these is a warning.</summary>
    public IReadOnlyList<string>? Usual { get; init; }

    /// <summary>What the text must read like.</summary>
    public ValueFormat Format { get; init; }

    /// <summary>The format is advice: OpenNebula takes any text, and what is wrong shows only in a virtual machine.</summary>
    public bool IsAdvice { get; init; }

    /// <summary>One text may hold several values, between blanks or commas.</summary>
    public bool HoldsSeveral { get; init; }

    /// <summary>An empty value or list would mean something else than it says.</summary>
    public bool NeverEmpty { get; init; }

    /// <summary>How values are compared with those allowed.</summary>
    public StringComparer Comparer => IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The least whole number allowed.</summary>
    public int? Minimum { get; init; }

    /// <summary>The greatest whole number allowed.</summary>
    public int? Maximum { get; init; }

    /// <summary>The keys of the map, or of each map in the list.</summary>
    public KeyTable? Table { get; init; }

    /// <summary>The key that is meant by this spelling of it.</summary>
    public string? Means { get; init; }

    /// <summary>Known from later releases of the original, and refused by that name.</summary>
    public bool NotYet { get; init; }
}
