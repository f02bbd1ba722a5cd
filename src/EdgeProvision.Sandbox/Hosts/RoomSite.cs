using EdgeProvision.Model;
using EdgeProvision.Sandbox.Files;
using EdgeProvision.Sandbox.Hosts.Network;
using EdgeProvision.Sandbox.Hosts.Power;
using EdgeProvision.Sandbox.Hosts.Room;
using EdgeProvision.Sandbox.Hosts.Tree;

namespace EdgeProvision.Sandbox.Hosts;

/// <summary>What a room stands on: its claim, network, control group, directory and the shared operating system. Set up whole or not at all.</summary>
internal sealed class RoomSite
{
    private readonly RoomRegistry _registry;
    private readonly RoomClaim _claim;
    private readonly TreeLease _tree;
    private readonly TimeProvider _timeProvider;

    private RoomSite(RoomRegistry registry, RoomClaim claim, TreeLease tree, RoomNetwork network, string script, TimeProvider timeProvider)
    {
        (_registry, _claim, _tree, _timeProvider) = (registry, claim, tree, timeProvider);
        Network = network;
        Setting = new ChassisSetting(claim.Name, claim.Directory, tree.Path, script, ControlGroup.OfRoom(claim.Name), network.Plan.Lookout, timeProvider);
    }

    public RoomNetwork Network { get; }

    public ChassisSetting Setting { get; }

    public static async Task<RoomSite> SetUpAsync(LinuxMachineRoomOptions options, CancellationToken cancellationToken)
    {
        RequiredRights.Demand();
        var name = new RoomName(options.Id);
        var cache = Path.Combine(options.StateDirectory, "sandbox");
        // What machines are made of is read by everybody in them, whatever root's own files are like; from here nobody else gets to it.
        PrivateDirectory.Create(cache);
        Umask.Set(UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        RequiredRights.DemandDisk(cache);
        var tree = await new OperatingSystemTree(cache, options.TimeProvider, options.Progress).LeaseAsync(cancellationToken);
        try
        {
            var registry = new RoomRegistry(RoomRegistry.DefaultDirectory, options.TimeProvider);
            await using var entered = await registry.EnterAsync(cancellationToken);
            await CleanUpAsync(registry, options, cancellationToken);
            var claim = registry.Claim(name, Path.Combine(RoomsOf(options), name.Id));
            try
            {
                return await BuildAsync(registry, claim, tree, options.TimeProvider, cancellationToken);
            }
            catch
            {
                await RemoveAsync(registry, claim, options.TimeProvider, CancellationToken.None);
                throw;
            }
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    public static async Task<IReadOnlyList<string>> CleanUpAsync(LinuxMachineRoomOptions options, CancellationToken cancellationToken)
    {
        RequiredRights.Demand();
        var registry = new RoomRegistry(RoomRegistry.DefaultDirectory, options.TimeProvider);
        await using var entered = await registry.EnterAsync(cancellationToken);
        return await CleanUpAsync(registry, options, cancellationToken);
    }

    public async Task TakeDownAsync(CancellationToken cancellationToken)
    {
        await using var entered = await _registry.EnterAsync(cancellationToken);
        await RemoveAsync(_registry, _claim, _timeProvider, cancellationToken);
        _tree.Dispose();
    }

    public MachineRoomStatus Describe() => new(
        _claim.Name.Id,
        _claim.Directory,
        Network.Plan.Public,
        Network.Plan.Elastic,
        Network.Plan.Private,
        Network.Plan.Gateway,
        AddressPlan.Outside,
        Network.Plan.OwnPublic,
        _claim.Name.Cable,
        _claim.Name.Switch,
        _claim.Name.World,
        Setting.ControlGroup.Path,
        _tree.Path);

    private static async Task<RoomSite> BuildAsync(
        RoomRegistry registry, RoomClaim claim, TreeLease tree, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        registry.Sysctls.Raise();
        Directory.CreateDirectory(Path.Combine(claim.Directory, "machines"));
        var script = Scripts.Write(Scripts.Chassis, claim.Directory);
        await KernelModules.PrepareAsync(Path.Combine(claim.Directory, "modules"), cancellationToken);
        await SysctlCopies.PrepareAsync(Path.Combine(claim.Directory, "sysctl"), cancellationToken);
        var network = new RoomNetwork(claim.Name, AddressPlan.Choose(await RoutedNetworks.ReadAsync(cancellationToken)), tree.Path);
        await network.BuildAsync(cancellationToken);
        var site = new RoomSite(registry, claim, tree, network, script, timeProvider);
        site.Setting.ControlGroup.Create();
        site.Setting.ControlGroup.ShareControllers();
        return site;
    }

    private static async Task<IReadOnlyList<string>> CleanUpAsync(RoomRegistry registry, LinuxMachineRoomOptions options, CancellationToken cancellationToken)
    {
        var cleaned = new List<string>();
        foreach (var claim in registry.ClaimDead().Concat(registry.ClaimUnknown(RoomsOf(options))))
        {
            try
            {
                await RemoveAsync(registry, claim, options.TimeProvider, cancellationToken);
                cleaned.Add(claim.Name.Id);
            }
            catch (Exception error) when (error is EdgeException or IOException or UnauthorizedAccessException)
            {
                // The room that is to be started now does not depend on it; the next start tries again.
                options.Progress($"What is left of the sandbox '{claim.Name.Id}' could not be removed: {error.Message}");
                claim.Dispose();
            }
        }

        return cleaned;
    }

    private static async Task RemoveAsync(RoomRegistry registry, RoomClaim claim, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await RoomRemains.RemoveAsync(claim, timeProvider, cancellationToken);
        registry.Forget(claim);
    }

    private static string RoomsOf(LinuxMachineRoomOptions options) => Path.Combine(options.StateDirectory, "sandbox", "rooms");
}
