namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A VXLAN tunnel end on a bridge of its own, with a list of peers instead of multicast.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Bridge">The bridge, made if it is not there.</param>
/// <param name="Device">The tunnel device.</param>
/// <param name="Vni">The network's number, 1 to 16777215.</param>
/// <param name="Underlay">The interface that carries the tunnel.</param>
/// <param name="LocalAddress">This host's own tunnel address.</param>
/// <param name="Port">UDP port.</param>
/// <param name="Mtu">The tunnel's MTU, or null: the underlay's less 50.</param>
public sealed record VxlanStep(
    string Role, string Title, string Bridge, string Device, long Vni, string Underlay, string LocalAddress, long Port, long? Mtu)
    : NetworkPart(Role, Title)
{
    /// <inheritdoc/>
    public override string FileName => $"40-vxlan-{Device}.conf";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Word, string Value)> Settings =>
    [
        ("kind", "vxlan"), ("name", Device), ("bridge", Bridge), ("vni", $"{Vni}"), ("underlay", Underlay), ("local", LocalAddress),
        ("port", $"{Port}"), ("mtu", Mtu is { } mtu ? $"{mtu}" : "-"),
    ];
}
