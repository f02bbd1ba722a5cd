using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Planning;

/// <summary>What is to be done to a network's address ranges.</summary>
/// <param name="Add">Ranges that are missing, as the descriptor renders them.</param>
/// <param name="Remove">Ranges that stand and are wanted no more.</param>
/// <param name="Resize">Ranges that stay, with what differs.</param>
public sealed record RangeChanges(
    IReadOnlyList<OneVector> Add, IReadOnlyList<AddressRange> Remove, IReadOnlyList<(AddressRange Range, IReadOnlyList<AttributeChange> Changes)> Resize)
{
    /// <summary>True when the ranges are as they should be.</summary>
    public bool IsEmpty => Add.Count + Remove.Count + Resize.Count == 0;

    /// <summary>Ranges of <see cref="Add"/> that an IPAM driver buys.</summary>
    public int Bought => Add.Count(IsBought);

    /// <summary>Ranges of <see cref="Remove"/> that an IPAM driver gives back.</summary>
    public int GivenBack => Remove.Count(r => IsExternal(r.IpamMad));

    /// <summary>True for a range that a driver outside of OpenNebula manages: it costs money, and it is made as a whole or not at all.</summary>
    public static bool IsBought(OneVector range) => IsExternal(Member(range, "IPAM_MAD"));

    /// <summary>True for a driver that rents addresses.</summary>
    public static bool IsExternal(string? ipamMad) => ipamMad is { Length: > 0 } and not ("internal" or "dummy");

    /// <summary>For messages, one line a range.</summary>
    public IEnumerable<AttributeChange> Changes() =>
    [
        .. Add.Select(r => new AttributeChange("AR", null, Name(Member(r, "TYPE"), Member(r, "IP"), Member(r, "SIZE")))),
        .. Remove.Select(r => new AttributeChange("AR", Name(r.Type, r.Ip, FormattableString.Invariant($"{r.Size}")), null)),
        .. Resize.SelectMany(r => r.Changes.Select(c => c with { Name = FormattableString.Invariant($"AR[{r.Range.Id}]/{c.Name}") })),
    ];

    internal static string? Member(OneVector range, string name) => range.Members.FirstOrDefault(m => m.Key == name)?.Value;

    private static string Name(string? type, string? ip, string? size) => $"{type} {ip ?? "(any address)"} ({size} addresses)";
}
