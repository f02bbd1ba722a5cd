using System.Diagnostics;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Hosts.Tests.Running;

/// <summary>A room of machines that programs are run on through the engine's own SSH channel.</summary>
public sealed class RunningRoom : IAsyncLifetime
{
    private readonly string _keys = Directory.CreateTempSubdirectory("running-tests-").FullName;

    public LinuxMachineRoom Room { get; private set; } = null!;

    public string KeyFile => Path.Combine(_keys, "id");

    /// <summary>Times short enough for a test, and long enough for a computer that is busy.</summary>
    public SshConnector Connector { get; } = NewConnector();

    public static SshConnector NewConnector(TimeSpan? runTimeLimit = null, TimeSpan? silenceLimit = null) => new(
        new SshSettings
        {
            FirstPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromSeconds(1), Heartbeat = TimeSpan.FromMilliseconds(500),
            SilenceLimit = silenceLimit ?? TimeSpan.FromSeconds(20), ReconnectDeadline = TimeSpan.FromMinutes(2), RunTimeLimit = runTimeLimit ?? TimeSpan.FromMinutes(5),
        },
        TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        Assert.True(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Real machines need root on Linux.");
        using Process keygen = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", KeyFile]);
        await keygen.WaitForExitAsync();
        Room = await LinuxMachineRoom.StartAsync(
            new("r" + Convert.ToHexStringLower(BitConverter.GetBytes(Random.Shared.Next()))[..5]) { Progress = Console.Error.WriteLine }, TestContext.Current.CancellationToken);
    }

    /// <summary>Installs a fresh machine and logs in.</summary>
    internal async Task<TestHost> InstallAsync()
    {
        string id = "m" + Guid.NewGuid().ToString("N")[..8];
        Machine machine = await Room.InstallAsync(new MachineOrder(id, id, [(await File.ReadAllTextAsync(KeyFile + ".pub")).Trim()]), TestContext.Current.CancellationToken);
        HostConnection connection = new(
            machine.PublicAddress, 22, "root", new(await File.ReadAllTextAsync(KeyFile), null, null, "", KeyFile), null, AcceptFirstContact: true, TimeSpan.FromMinutes(1));
        IHostChannel channel = await Connector.ConnectAsync(connection, TestContext.Current.CancellationToken);
        // The machine answers before its init has settled.
        await channel.RunCommandAsync("systemctl is-system-running --wait", null, TestContext.Current.CancellationToken);
        return new(this, machine, connection with { PinnedKey = channel.HostKey }, channel);
    }

    public async ValueTask DisposeAsync()
    {
        if (Room is not null)
            await Room.DisposeAsync();
        Connector.Dispose();
        Directory.Delete(_keys, recursive: true);
    }
}
