using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Execution.Boards;

/// <summary>Which of a provision's hosts are members of its overlay already.</summary>
internal static class OverlayMembers
{
    /// <summary>Gives each host its device and puts those that have an address on the board.</summary>
    public static void Put(PeerBoard peers, IEnumerable<HostWork> hosts, IReadOnlyList<Device> devices)
    {
        foreach (var host in hosts)
        {
            host.Device = devices.FirstOrDefault(d => d.Id == host.DeviceId);
            if (host is { Address: { } address, Device: { } device })
                peers.Put(host.Key, MemberAddresses.Of(host.Driver, device, device.PublicAddress ?? address));
        }
    }
}
