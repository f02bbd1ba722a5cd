using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Tests.Hosts;

/// <summary>A room with three machines that let the tests' key in, shared by all tests that only look at machines or restart them.</summary>
public sealed class MachineRoomFixture : IAsyncLifetime
{
    private readonly string _keys = Directory.CreateTempSubdirectory("room-tests-").FullName;

    public LinuxMachineRoom Room { get; private set; } = null!;

    public string PublicKey => File.ReadAllText(KeyFile + ".pub").Trim();

    private string KeyFile => Path.Combine(_keys, "id");

    public async ValueTask InitializeAsync()
    {
        RequireRoot.Demand("MachineRoomFixture");
        await Shell.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", KeyFile);
        Room = await LinuxMachineRoom.StartAsync(RoomOptions.Fresh(), TestContext.Current.CancellationToken);
        try
        {
            await Task.WhenAll(Enumerable.Range(1, 3).Select(n => InstallAsync($"device-{n}", $"node{n}")));
        }
        catch
        {
            await DisposeAsync(); // nobody else does when a fixture fails to start
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Room is not null)
        {
            await Room.DisposeAsync();
        }

        Directory.Delete(_keys, recursive: true);
    }

    /// <summary>Installs a machine and waits until it answers.</summary>
    public async Task<Machine> InstallAsync(string id, string hostname)
    {
        var machine = await Room.InstallAsync(new MachineOrder(id, hostname, [PublicKey]), TestContext.Current.CancellationToken);
        await AwaitSshAsync(id);
        return machine;
    }

    public async Task AwaitSshAsync(string id)
    {
        if (!await Room.AwaitSshAsync(id, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken))
        {
            Assert.Fail($"{id} does not answer; {Room.Place(id).Fault}; {await File.ReadAllTextAsync(Room.Place(id).ConsoleLog)}");
        }
    }

    /// <summary>Runs a command as root on a machine, by the system's ssh.</summary>
    public Task<(int Status, string Output)> TrySshAsync(string id, string command) => Shell.TryAsync("ssh", "-i", KeyFile,
        "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "ConnectTimeout=30", "-o", "StrictHostKeyChecking=no",
        "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", $"root@{Room.Find(id)!.PublicAddress}", command);

    public async Task<string> SshAsync(string id, string command)
    {
        var (status, output) = await TrySshAsync(id, command);
        Assert.True(status == 0, $"{command} on {id}: {status}: {output}");
        return output;
    }

    public Task<string> BootIdAsync(string id) => SshAsync(id, "cat /proc/sys/kernel/random/boot_id");

    public Task<string> HostKeyAsync(string id) => SshAsync(id, "cat /etc/ssh/ssh_host_ed25519_key.pub");
}
