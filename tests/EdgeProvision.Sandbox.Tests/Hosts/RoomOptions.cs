using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Tests.Hosts;

/// <summary>Options of rooms that no other test run has.</summary>
internal static class RoomOptions
{
    public static LinuxMachineRoomOptions Fresh() =>
        new("t" + Convert.ToHexStringLower(BitConverter.GetBytes(Random.Shared.Next()))[..5]) { Progress = Console.Error.WriteLine };
}
