using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// Pairs the address ranges that a descriptor wants with those of a network. A range has no name: it is known by where it begins. One that is
/// bought gets its addresses from the provider, so it is known by what was ordered, and cannot be changed, only given back and bought anew.
/// </summary>
internal static class RangeComparison
{
    private static readonly string[] s_beginnings = ["IP", "MAC", "IP6", "GLOBAL_PREFIX", "ULA_PREFIX"];

    public static RangeChanges Of(IEnumerable<OneAttribute> wanted, IReadOnlyList<AddressRange> standing)
    {
        var left = standing.ToList();
        List<OneVector> missing = [];
        List<(AddressRange, IReadOnlyList<AttributeChange>)> resize = [];
        foreach (var range in wanted.OfType<OneVector>().Where(a => a.Key == "AR"))
        {
            if (left.FirstOrDefault(r => IsSame(range, r)) is not { } found)
            {
                missing.Add(range);
                continue;
            }

            left.Remove(found);
            if (!RangeChanges.IsBought(range) && Differences(range, found) is { Count: > 0 } changes)
                resize.Add((found, changes));
        }

        return new RangeChanges(missing, left, resize);
    }

    private static bool IsSame(OneVector wanted, AddressRange standing)
    {
        if (!string.Equals(RangeChanges.Member(wanted, "TYPE"), standing.Type, StringComparison.OrdinalIgnoreCase))
            return false;
        if (RangeChanges.IsBought(wanted) || RangeChanges.IsExternal(standing.IpamMad))
            return RangeChanges.Member(wanted, "IPAM_MAD") == standing.IpamMad && RangeChanges.Member(wanted, "SIZE") == FormattableString.Invariant($"{standing.Size}");
        return s_beginnings.All(name => RangeChanges.Member(wanted, name) is not { Length: > 0 } beginning
            || string.Equals(beginning, standing.Attributes.Text(name), StringComparison.OrdinalIgnoreCase));
    }

    private static List<AttributeChange> Differences(OneVector wanted, AddressRange standing) =>
    [
        .. from member in wanted.Members
           where !s_beginnings.Contains(member.Key) && member.Key is not ("TYPE" or "IPAM_MAD")
           let found = standing.Attributes.Text(member.Key)
           where (found ?? "") != member.Value
           select new AttributeChange(member.Key, found, member.Value),
    ];
}
