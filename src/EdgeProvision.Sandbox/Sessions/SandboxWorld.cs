using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Filtering;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.OpenNebula.Drivers;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Redfish;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>
/// One world: front-end, providers and machines, and the control over them, without a socket. The sandbox's process serves it on
/// loopback; the modelled world calls it in-process, on machines and a clock of its own.
/// </summary>
public sealed class SandboxWorld : IAsyncDisposable
{
    private readonly RemoteScripts? _scripts;

    /// <summary>Makes a world in which nothing has happened yet.</summary>
    /// <param name="room">Its machines. Whoever made the room closes it, after the world.</param>
    /// <param name="timeProvider">Its clock.</param>
    /// <param name="options">What it is made of.</param>
    /// <param name="router">Where Packet's reserved addresses are routed, or null.</param>
    /// <param name="translator">What leads EC2's elastic addresses to machines, or null.</param>
    /// <param name="filter">What holds packets up by EC2's security groups, or null.</param>
    public SandboxWorld(
        IMachineRoom room, TimeProvider timeProvider, SandboxWorldOptions options, IAddressRouter? router = null, IAddressTranslator? translator = null, IPacketFilter? filter = null)
    {
        Board = new FaultBoard(timeProvider, options.Seed);
        PacketEmulator = new PacketEmulator(room, timeProvider, options.Packet, router);
        Packet = new FaultLayer("packet", PacketEmulator, Board);
        if (options.Ec2 is { } ec2)
        {
            Ec2Emulator = new Ec2Emulator(room, timeProvider, ec2, translator, filter);
            Ec2 = new FaultLayer("ec2", Ec2Emulator, Board);
        }

        if (options.Redfish is { } redfish)
        {
            RedfishEmulator = new RedfishEmulator(room, timeProvider, redfish);
            Redfish = new FaultLayer("redfish", RedfishEmulator, Board);
        }

        _scripts = options.Remotes is { } remotes ? new RemoteScripts(remotes) : null;
        HostMonitor = new ProviderHostMonitor(PacketEmulator, Ec2Emulator, RedfishEmulator, room);
        FrontEndEmulator = new FrontEndEmulator(options.FrontEnd with
        {
            Time = timeProvider,
            SandboxAttribute = Published(options, PacketEmulator.Tenant, Ec2Emulator),
            AddressRegistry = options.AddressRegistry ?? (_scripts is null ? new PacketAddressRegistry(Packet, PacketEmulator.Tenant) : new ScriptRegistry(_scripts)),
            MachineHooks = _scripts is null ? options.FrontEnd.MachineHooks : new ScriptHooks(_scripts),
            IpamDrivers = _scripts is null ? options.FrontEnd.IpamDrivers : [.. options.FrontEnd.IpamDrivers.Append("ec2").Distinct(StringComparer.Ordinal)],
            HostMonitor = HostMonitor,
        });
        FrontEnd = new FaultLayer("frontend", FrontEndEmulator, Board);
        Control = new ControlApi(new ControlledWorld(Board, PacketEmulator, room, DescribeFrontEnd) { Ec2 = Ec2Emulator, Redfish = RedfishEmulator }, options.ControlToken);
    }

    /// <summary>The front-end as clients reach it.</summary>
    public IHttpApp FrontEnd { get; }

    /// <summary>The Packet API as clients reach it.</summary>
    public IHttpApp Packet { get; }

    /// <summary>The EC2 API as clients reach it, or null.</summary>
    public IHttpApp? Ec2 { get; }

    /// <summary>The Redfish service of the machines that stand, as clients reach it, or null.</summary>
    public IHttpApp? Redfish { get; }

    /// <summary>The control API.</summary>
    public IHttpApp Control { get; }

    /// <summary>Faults and holds, for tests in this process.</summary>
    public FaultBoard Board { get; }

    /// <summary>The front-end itself.</summary>
    public FrontEndEmulator FrontEndEmulator { get; }

    /// <summary>What its monitoring sees of the machines; another front-end of the same machines takes it as well.</summary>
    public IHostMonitor HostMonitor { get; }

    /// <summary>The Packet service itself: ledger and conditions.</summary>
    public PacketEmulator PacketEmulator { get; }

    /// <summary>The EC2 service itself, or null.</summary>
    public Ec2Emulator? Ec2Emulator { get; }

    /// <summary>The machines that stand, or null.</summary>
    public RedfishEmulator? RedfishEmulator { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _scripts?.Dispose();
        await Board.DisposeAsync();
        await PacketEmulator.DisposeAsync();
        if (Ec2Emulator is not null)
            await Ec2Emulator.DisposeAsync();
        if (RedfishEmulator is not null)
            await RedfishEmulator.DisposeAsync();
    }

    private JsonNode DescribeFrontEnd() => JsonSerializer.SerializeToNode(FrontEndEmulator.Dump(), JsonSerializerOptions.Web)!;

    private static IReadOnlyList<KeyValuePair<string, string>> Published(SandboxWorldOptions options, PacketTenant tenant, Ec2Emulator? ec2) =>
    [
        new("ID", options.Id),
        new("PACKET_ENDPOINT", options.PacketEndpoint),
        new("PACKET_TOKEN", tenant.Token),
        new("PACKET_PROJECT", tenant.ProjectId),
        .. ec2 is null ? [] : Published(options, ec2),
        .. options.Redfish is null ? [] : Published(options, options.Redfish),
        new("SSH_PRIVATE_KEY", options.SshPrivateKey),
        new("SSH_PUBLIC_KEY", options.SshPublicKey),
        new("REPOSITORY_BASE", options.RepositoryBase),
        new("REPOSITORY_KEY", SandboxRepository.KeyPath),
        new("SETTLE_SECONDS", options.SettleTime.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Published(SandboxWorldOptions options, RedfishOptions redfish) =>
    [
        new("ONPREM_ENDPOINT", options.RedfishEndpoint ?? ""),
        new("ONPREM_USER", redfish.User),
        new("ONPREM_PASSWORD", redfish.Password),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Published(SandboxWorldOptions options, Ec2Emulator ec2) =>
    [
        new("EC2_ENDPOINT", options.Ec2Endpoint ?? ""),
        new("EC2_ACCESS", ec2.Tenant.AccessKeyId),
        new("EC2_SECRET", ec2.Tenant.SecretKey),
        new("EC2_REGIONS", string.Join(',', ec2.Regions)),
    ];
}
