namespace EdgeProvision.Model;

/// <summary>An address of a virtual network that is in use.</summary>
/// <param name="Address">The IPv4 address, or null in a range without.</param>
/// <param name="Mac">The MAC address.</param>
/// <param name="UsedBy">What uses it: <c>vm</c>, <c>router</c>, <c>reservation</c> (another network), or <c>held</c> by hand.</param>
/// <param name="UsedById">The OpenNebula id of what uses it, or null when it is held.</param>
public sealed record EdgeLease(string? Address, string? Mac, string UsedBy, int? UsedById)
{
    /// <summary>For example <c>192.168.150.2 (vm 7)</c>.</summary>
    public override string ToString() => $"{Address ?? Mac} ({(UsedById is { } id ? FormattableString.Invariant($"{UsedBy} {id}") : UsedBy)})";
}
