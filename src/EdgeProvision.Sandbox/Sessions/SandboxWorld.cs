using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.Packet;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>
/// One world: front-end, provider and machines, and the control over them, without a socket. The sandbox's process serves it on
/// loopback; the modelled world calls it in-process, on machines and a clock of its own.
/// </summary>
public sealed class SandboxWorld : IAsyncDisposable
{
    /// <summary>Makes a world in which nothing has happened yet.</summary>
    /// <param name="room">Its machines. Whoever made the room closes it, after the world.</param>
    /// <param name="timeProvider">Its clock.</param>
    /// <param name="options">What it is made of.</param>
    /// <param name="router">Where reserved addresses are routed, or null.</param>
    public SandboxWorld(IMachineRoom room, TimeProvider timeProvider, SandboxWorldOptions options, IAddressRouter? router = null)
    {
        Board = new FaultBoard(timeProvider, options.Seed);
        PacketEmulator = new PacketEmulator(room, timeProvider, options.Packet, router);
        Packet = new FaultLayer("packet", PacketEmulator, Board);
        FrontEndEmulator = new FrontEndEmulator(options.FrontEnd with
        {
            Time = timeProvider,
            SandboxAttribute = Published(options, PacketEmulator.Tenant),
            AddressRegistry = new PacketAddressRegistry(Packet, PacketEmulator.Tenant),
            HostMonitor = new PacketHostMonitor(PacketEmulator, room),
        });
        FrontEnd = new FaultLayer("frontend", FrontEndEmulator, Board);
        Control = new ControlApi(new ControlledWorld(Board, PacketEmulator, room, DescribeFrontEnd), options.ControlToken);
    }

    /// <summary>The front-end as clients reach it.</summary>
    public IHttpApp FrontEnd { get; }

    /// <summary>The Packet API as clients reach it.</summary>
    public IHttpApp Packet { get; }

    /// <summary>The control API.</summary>
    public IHttpApp Control { get; }

    /// <summary>Faults and holds, for tests in this process.</summary>
    public FaultBoard Board { get; }

    /// <summary>The front-end itself.</summary>
    public FrontEndEmulator FrontEndEmulator { get; }

    /// <summary>The Packet service itself: ledger and conditions.</summary>
    public PacketEmulator PacketEmulator { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Board.DisposeAsync();
        await PacketEmulator.DisposeAsync();
    }

    private JsonNode DescribeFrontEnd() => JsonSerializer.SerializeToNode(FrontEndEmulator.Dump(), JsonSerializerOptions.Web)!;

    private static IReadOnlyList<KeyValuePair<string, string>> Published(SandboxWorldOptions options, PacketTenant tenant) =>
    [
        new("ID", options.Id),
        new("PACKET_ENDPOINT", options.PacketEndpoint),
        new("PACKET_TOKEN", tenant.Token),
        new("PACKET_PROJECT", tenant.ProjectId),
        new("SSH_PRIVATE_KEY", options.SshPrivateKey),
        new("SSH_PUBLIC_KEY", options.SshPublicKey),
        new("REPOSITORY_BASE", options.RepositoryBase),
        new("REPOSITORY_KEY", SandboxRepository.KeyPath),
        new("SETTLE_SECONDS", options.SettleTime.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
    ];
}
