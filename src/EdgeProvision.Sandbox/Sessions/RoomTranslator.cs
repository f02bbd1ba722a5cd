using System.Net;
using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>Translation of elastic addresses on the real machines' network.</summary>
internal sealed class RoomTranslator(LinuxMachineRoom room) : IAddressTranslator
{
    public Task TranslateAsync(IPAddress address, AddressTarget? target, CancellationToken cancellationToken) =>
        room.TranslateAsync(address, target?.MachineId, target?.InnerAddress, cancellationToken);
}
