namespace EdgeProvision.Model;

/// <summary>A playbook: what hosts are configured to be.</summary>
public sealed record EdgePlaybook
{
    /// <summary>The word for it in descriptors.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of host it makes.</summary>
    public required string Description { get; init; }

    /// <summary>Names of its roles, in the order in which they run.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What a descriptor's <c>configuration</c> can set, in the order of their names.</summary>
    public required IReadOnlyList<EdgePlaybookVariable> Variables { get; init; }

    /// <summary>The systems on which all of its roles work, <c>debian 12</c>; empty for all.</summary>
    public required IReadOnlyList<string> SupportedSystems { get; init; }

    /// <summary>True when it joins the hosts by an overlay network.</summary>
    public bool HasOverlay { get; init; }

    /// <summary>True when it is the user's own, false for a shipped one.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Its file.</summary>
    public required string Path { get; init; }
}
