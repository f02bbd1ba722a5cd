using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>
/// Machines that one real OpenSSH server plays, on addresses of this computer's loopback: the engine logs in to them as it does to any, and gets the answers
/// of <c>played-machine.sh</c>. Nothing is run on this computer. Needs root and /usr/sbin/sshd.
/// </summary>
internal sealed class PlayedRoom : LoopbackRoom, IAsyncDisposable
{
    // OpenSSH's server takes 16 addresses.
    private const int Machines = 15;
    private static readonly string[] s_disk = ["etc/apt/sources.list.d", "root", "var/lib/one", "var/log"];
    private static int s_networks;
    private readonly Process _server;

    private PlayedRoom(string network, string folder, int port, Process server)
        : base(network) => (Folder, Port, _server) = (folder, port, server);

    /// <summary>A folder for each machine, by its address.</summary>
    public string Folder { get; }

    /// <summary>Where they answer SSH; this computer may have a server of its own at 22.</summary>
    public int Port { get; }

    /// <summary>Machines whose first configuration fails, by hostname.</summary>
    public ICollection<string> Failing { get; } = new HashSet<string>();

    /// <summary>Starts the server.</summary>
    public static async Task<PlayedRoom> StartAsync()
    {
        Assert.True(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "An OpenSSH server that lets root in needs root on Linux.");
        var folder = Directory.CreateTempSubdirectory("edgeprovision-machines-").FullName;

        // Other processes may play machines on this computer at the same time.
        var network = $"127.{100 + Environment.ProcessId % 100}.{Interlocked.Increment(ref s_networks) % 250}";
        var port = FreePort();
        Directory.CreateDirectory("/run/sshd");
        foreach (var (source, name) in new[] { ("played-machine.sh", "machine"), ("played-shell.sh", "play") })
        {
            var script = Path.Combine(folder, name);
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Examples", source), script);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using (var keygen = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "host")]))
            await keygen.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(folder, "config"), $"""
            Port {port}
            {string.Join('\n', Enumerable.Range(1, Machines).Select(n => $"ListenAddress {network}.{n}"))}
            HostKey {folder}/host
            AuthorizedKeysFile {folder}/authorized_keys
            ForceCommand /bin/sh {folder}/machine {folder}
            PermitRootLogin yes
            StrictModes no
            UsePAM no
            PidFile none
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PrintLastLog no
            PrintMotd no
            MaxStartups 100

            """);
        var server = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-f", Path.Combine(folder, "config"), "-E", Path.Combine(folder, "log")]))!;
        await AwaitAsync($"{network}.{Machines}", port, server);
        return new PlayedRoom(network, folder, port, server);
    }

    /// <summary>The fingerprint of their host key, as OpenSSH writes it.</summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(File.ReadAllText(Path.Combine(Folder, "host.pub")).Split(' ')[1]))).TrimEnd('=');

    /// <summary>Lets a key in, whose public half stands in a file.</summary>
    public void LetIn(string publicKeyFile) => File.Copy(publicKeyFile, Path.Combine(Folder, "authorized_keys"));

    /// <summary>Marks a machine, for what is played on it.</summary>
    public void Mark(string hostname, string mark) => File.WriteAllText(Path.Combine(Folder, List().Single(m => m.Hostname == hostname).PublicAddress, mark), "");

    public async ValueTask DisposeAsync()
    {
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    protected override void Booted(Machine machine)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, machine.PublicAddress)).FullName;
        File.WriteAllText(Path.Combine(folder, "boot"), Guid.NewGuid().ToString("D"));
        if (!File.Exists(Path.Combine(folder, "private")) && Failing.Contains(machine.Hostname))
            File.WriteAllText(Path.Combine(folder, "fails"), "");
        File.WriteAllText(Path.Combine(folder, "private"), machine.PrivateAddress);
        foreach (var part in s_disk)
            Directory.CreateDirectory(Path.Combine(folder, "disk", part));
        File.WriteAllText(Path.Combine(folder, "disk", "var/log/boot.log"), "It has booted.\n");
        File.WriteAllText(Path.Combine(folder, "disk", "root/a[1].txt"), "a\n");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task AwaitAsync(string address, int port, Process server)
    {
        for (var i = 0; i < 1200; i++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Parse(address), port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                Assert.False(server.HasExited, "sshd did not start");
                await Task.Delay(TimeSpan.FromMilliseconds(25), TestContext.Current.CancellationToken);
            }
        }

        throw new TimeoutException($"sshd does not listen on {address}:{port}.");
    }
}
