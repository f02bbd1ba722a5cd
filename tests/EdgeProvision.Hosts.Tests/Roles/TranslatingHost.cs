namespace EdgeProvision.Hosts.Tests.Roles;

/// <summary>A host that translates public addresses, and another machine, which is the outside world.</summary>
public sealed class TranslatingHost : IAsyncLifetime
{
    private readonly ConfiguredRoom _room = new();
    private int _addresses;

    internal MachineShell Node { get; private set; } = null!;

    internal MachineShell Outside { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _room.InitializeAsync();
        Node = await _room.InstallAsync("translator");
        Outside = await _room.InstallAsync("outside");
        (await Node.RunAsync(_room.Library.Compile(_room.Request("default", Node, []), Node.Facts(), reapply: false, checkOnly: false))).MustSucceed();
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    /// <summary>As after a boot: no guest, no translation.</summary>
    internal Task<string> ForgetAsync() => Node.RunAsync("ip -all netns del; rm -rf /run/edgeprovision/alias-sdnat; nft delete table ip edgeprovision_alias 2>/dev/null || true");

    /// <summary>A public address that the provider routes to the host.</summary>
    internal async Task<string> RouteAsync()
    {
        var network = _room.Place.ElasticNetwork;
        var bytes = network.BaseAddress.GetAddressBytes();
        bytes[3] += (byte)++_addresses;
        System.Net.IPAddress address = new(bytes);
        await _room.Room.RouteAsync(new System.Net.IPNetwork(address, 32), Node.Machine.Id, TestContext.Current.CancellationToken);
        return address.ToString();
    }
}
