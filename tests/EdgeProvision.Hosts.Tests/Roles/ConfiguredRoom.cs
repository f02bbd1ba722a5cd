using System.Diagnostics;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Roles;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Hosts.Tests.Roles;

/// <summary>A room of freshly installed machines for one test class, and the requests that such machines are configured by.</summary>
public sealed class ConfiguredRoom : IAsyncLifetime
{
    private readonly string _keys = Directory.CreateTempSubdirectory("role-tests-").FullName;

    internal LinuxMachineRoom Room { get; private set; } = null!;

    internal PlaybookLibrary Library { get; } = new([ShippedFiles.Folder]);

    internal MachineRoomStatus Place => Room.Describe();

    private string KeyFile => Path.Combine(_keys, "id");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.True(System.OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "These tests boot real Linux machines: run them as root on Linux.");
        using var keygen = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", KeyFile]);
        await keygen.WaitForExitAsync(Token);
        var id = "r" + Convert.ToHexStringLower(BitConverter.GetBytes(Random.Shared.Next()))[..5];
        Room = await LinuxMachineRoom.StartAsync(new LinuxMachineRoomOptions(id) { Progress = Console.Error.WriteLine }, Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (Room is not null)
            await Room.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    internal async Task<MachineShell> InstallAsync(string id)
    {
        var machine = await Room.InstallAsync(new MachineOrder(id, id, [(await File.ReadAllTextAsync(KeyFile + ".pub", Token)).Trim()]), Token);
        Assert.True(await Room.AwaitSshAsync(id, TimeSpan.FromMinutes(1), Token), $"{id} does not answer: {Room.Place(id).Fault}");
        return new MachineShell(Room, machine, KeyFile);
    }

    /// <summary>A channel as the engine has it.</summary>
    internal async Task<IHostChannel> ConnectAsync(MachineShell machine) => await Running.RunningRoom.NewConnector().ConnectAsync(
        new(machine.Machine.PublicAddress, 22, "root", new(await File.ReadAllTextAsync(KeyFile, Token), null, null, "", KeyFile), null, AcceptFirstContact: true, TimeSpan.FromMinutes(1)), Token);

    /// <summary>The public key that stands for oneadmin's.</summary>
    internal string PublicKey => File.ReadAllText(KeyFile + ".pub").Trim();

    internal ConfigurationRequest Request(string playbook, MachineShell machine, IEnumerable<MachineShell> members, params (string Name, object? Value)[] variables) => new(
        [playbook],
        variables.ToDictionary(v => v.Name, v => v.Value),
        new Dictionary<string, object?>
        {
            ["opennebula_repository_base"] = SandboxRepository.OpenNebulaBase,
            ["opennebula_repository_key"] = SandboxRepository.KeyUrl,
            ["edgeprovision_oneadmin_public_key"] = PublicKey,
        },
        machine.Machine.PrivateAddress, new PeerSet(members.Select(m => m.Machine.PrivateAddress)));
}
