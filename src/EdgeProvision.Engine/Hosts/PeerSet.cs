using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Engine.Hosts;

/// <summary>The tunnel addresses of an overlay's members, each member's own among them.</summary>
public sealed class PeerSet : IEquatable<PeerSet>
{
    /// <summary>No members.</summary>
    public static readonly PeerSet Empty = new([]);

    /// <summary>Makes a set; order and repetition do not matter.</summary>
    public PeerSet(IEnumerable<string> addresses)
    {
        Addresses = [.. addresses.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Addresses))))[..16];
    }

    /// <summary>Addresses in ordinal order.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>First 16 hex digits of SHA-256 over the addresses joined by newlines.</summary>
    public string Hash { get; }

    /// <inheritdoc/>
    public bool Equals(PeerSet? other) => other is not null && other.Hash == Hash;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PeerSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode(StringComparison.Ordinal);
}
