namespace EdgeProvision.Model;

/// <summary>What a plan was made for: enough to ask for the very same again, on any machine. It has no secrets.</summary>
public sealed record PlanRequest
{
    /// <summary><c>create</c>, <c>update</c>, <c>delete</c>, <c>delete-hosts</c>, <c>delete-cluster</c>, <c>delete-datastore</c>, <c>delete-network</c>, <c>configure</c>, <c>import</c>, <c>start</c>, <c>stop</c>, <c>restart</c>, <c>reset</c>, <c>address-create</c>, <c>address-assign</c> or <c>address-delete</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>The provision's id, or its name while it has none.</summary>
    public required string Provision { get; init; }

    /// <summary>OpenNebula ids of the hosts that are meant; null for all.</summary>
    public IReadOnlyList<int>? HostIds { get; init; }

    /// <summary>The OpenNebula id of the cluster, datastore or network that is meant; null for requests that mean none.</summary>
    public int? ObjectId { get; init; }

    /// <summary>The public addresses that are meant, or the reservations; null for requests that mean none.</summary>
    public IReadOnlyList<string>? Addresses { get; init; }

    /// <summary>How many addresses are to be rented; null for requests that rent none.</summary>
    public int? AddressCount { get; init; }

    /// <summary>Their kind, in the provider's words; null for the usual one.</summary>
    public string? AddressType { get; init; }

    /// <summary>The file that the descriptor was read from, in full; null for none.</summary>
    public string? DescriptorPath { get; init; }

    /// <summary>The descriptor after <c>extends</c>, without secrets; null for requests that have none.</summary>
    public string? Descriptor { get; init; }

    /// <summary>True when the descriptor has secrets of roles in it: then only its file can be used, not <see cref="Descriptor"/>.</summary>
    public bool NeedsDescriptorFile { get; init; }

    /// <summary>Virtual machines and images may be removed.</summary>
    public bool RemoveContents { get; init; }

    /// <summary>Hosts and datastores may be removed and made anew.</summary>
    public bool MayReplace { get; init; }

    /// <summary>Unchanged hosts are configured, too.</summary>
    public bool Reapply { get; init; }

    /// <summary>Providers are not asked.</summary>
    public bool Abandon { get; init; }

    /// <summary>What is done about hosts that fail.</summary>
    public FailureMode OnFailure { get; init; }
}
