using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Records;

/// <summary>The OpenNebula document that holds what of a provision stands in no other object (docs/design/record.md).</summary>
public sealed record ProvisionRecord
{
    /// <summary>The document type: 100 to 103 belong to others.</summary>
    public const int DocumentType = 3343;

    /// <summary>The format that this version reads and writes.</summary>
    public const string Format = "1";

    /// <summary>The document's id; -1 before it is allocated.</summary>
    public int DocumentId { get; init; } = -1;

    /// <summary>The provision's UUID.</summary>
    public required string ProvisionId { get; init; }

    /// <summary>The provision's name.</summary>
    public required string ProvisionName { get; init; }

    /// <summary>The cluster's name.</summary>
    public required string ClusterName { get; init; }

    /// <summary>True once a removal has begun.</summary>
    public bool IsDeleting { get; init; }

    /// <summary>The descriptor as written, after extends, without secrets; empty for an adopted provision.</summary>
    public required string DescriptorText { get; init; }

    /// <summary>Where each driver's machines are.</summary>
    public IReadOnlyList<RecordedDriver> Drivers { get; init; } = [];

    /// <summary>Keys of purchases under way that are not a host's: address ranges.</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];

    /// <summary>Hash of the peer set that every reachable member had when an operation last ended; empty while one is under way.</summary>
    public string PeersHash { get; init; } = "";

    /// <summary>The last operations, oldest first.</summary>
    public IReadOnlyList<Operation> Operations { get; init; } = [];

    /// <summary>Secrets that are kept with the provision, by driver and descriptor key (<c>packet/packet_token</c>). Null when they were read without decryption.</summary>
    public IReadOnlyDictionary<string, string>? Secrets { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"record {DocumentId} of {ProvisionName}";
}
