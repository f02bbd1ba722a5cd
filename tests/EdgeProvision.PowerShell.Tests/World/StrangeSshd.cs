using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EdgeProvision.PowerShell.Tests.World;

/// <summary>A real OpenSSH server in the place of a machine, with a host key that nobody has seen before. It lets nobody in but whoever has the given key. Needs root and /usr/sbin/sshd.</summary>
internal sealed class StrangeSshd : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeprovision-sshd-").FullName;
    private readonly Process _process;

    private StrangeSshd(Func<string, Process> start) => _process = start(_folder);

    /// <summary>The fingerprint of its key: <c>SHA256:…</c>.</summary>
    public string Fingerprint
    {
        get
        {
            using var keygen = Process.Start(new ProcessStartInfo("ssh-keygen", ["-lf", Path.Combine(_folder, "host.pub")]) { RedirectStandardOutput = true })!;
            return keygen.StandardOutput.ReadToEnd().Split(' ')[1];
        }
    }

    /// <param name="address">Where it listens.</param>
    /// <param name="port">At which port.</param>
    /// <param name="privateKey">The file of the private key that it lets in; null for none.</param>
    public static async Task<StrangeSshd> StartAsync(string address, int port, string? privateKey = null)
    {
        Directory.CreateDirectory("/run/sshd");
        var server = new StrangeSshd(folder => Start(folder, address, port, privateKey));
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

    private static Process Start(string folder, string address, int port, string? privateKey)
    {
        if (privateKey is not null)
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(privateKey, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            using var keygen = Process.Start(new ProcessStartInfo("ssh-keygen", ["-y", "-f", privateKey]) { RedirectStandardOutput = true })!;
            File.WriteAllText(Path.Combine(folder, "authorized"), keygen.StandardOutput.ReadToEnd());
        }

        using (var keygen = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "host")]))
            keygen.WaitForExit();
        File.WriteAllText(
            Path.Combine(folder, "config"),
            $"Port {port}\nListenAddress {address}\nHostKey {folder}/host\nPidFile none\nStrictModes no\nAuthorizedKeysFile {(privateKey is null ? "none" : folder + "/authorized")}\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n");
        return Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-f", Path.Combine(folder, "config"), "-E", Path.Combine(folder, "log")]))!;
    }
}
