using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EdgeProvision.PowerShell.Tests.World;

/// <summary>A real OpenSSH server in the place of a machine, which the key of a <see cref="LoopbackWorld"/> opens. Needs root and /usr/sbin/sshd.</summary>
internal sealed class LoopbackSshd : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeprovision-sshd-").FullName;
    private readonly Process _process;

    private LoopbackSshd(Func<string, Process> start) => _process = start(_folder);

    /// <summary>What pins it: <c>ssh-ed25519 AAAA…</c>.</summary>
    public string HostKey => string.Join(' ', File.ReadAllText(Path.Combine(_folder, "host.pub")).Split(' ')[..2]);

    /// <summary>Starts it.</summary>
    /// <param name="world">Whose key opens it.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="command">What it runs instead of whatever is asked for; null for that.</param>
    public static async Task<LoopbackSshd> StartAsync(LoopbackWorld world, string address, int port, string? command = null)
    {
        Directory.CreateDirectory("/run/sshd");
        var server = new LoopbackSshd(folder => Start(folder, Path.Combine(world.Folder, "key"), address, port, command));
        for (var i = 0; i < 1200; i++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Parse(address), port, TestContext.Current.CancellationToken);
                return server;
            }
            catch (SocketException)
            {
                Assert.False(server._process.HasExited, "sshd did not start");
                await Task.Delay(TimeSpan.FromMilliseconds(25), TestContext.Current.CancellationToken);
            }
        }

        throw new TimeoutException($"sshd does not listen on {address}:{port}.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process Start(string folder, string key, string address, int port, string? command)
    {
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "host"));
        File.Copy(key, Path.Combine(folder, "client"));
        File.SetAttributes(Path.Combine(folder, "client"), FileAttributes.Normal);
        Run("chmod", "600", Path.Combine(folder, "client"));
        Run("/bin/sh", "-c", $"ssh-keygen -y -f {folder}/client > {folder}/authorized_keys");
        File.WriteAllText(
            Path.Combine(folder, "config"),
            $"Port {port}\nListenAddress {address}\nHostKey {folder}/host\nPidFile none\nAuthorizedKeysFile {folder}/authorized_keys\nStrictModes no\nUsePAM no\nPermitRootLogin yes\n"
            + $"SetEnv SHLVL=5\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n{(command is null ? "" : $"ForceCommand {command}\n")}");
        return Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-f", Path.Combine(folder, "config"), "-E", Path.Combine(folder, "log")]))!;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
