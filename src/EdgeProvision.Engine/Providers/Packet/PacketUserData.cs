namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>The user data of a new device: the descriptor's own, or a cloud-config that lets the user's key in.</summary>
internal static class PacketUserData
{
    public static string For(DeviceRequest request) =>
        request.Keys.TryGetValue("userdata", out var own) && own.Length > 0 ? own : CloudConfig.Begin().AppendKeys(request.SshPublicKey).ToString();
}
