using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeProvision.Engine.Hosts;

namespace EdgeProvision.Engine.Tests.Hosts.Ssh;

/// <summary>A real OpenSSH server on loopback with keys and a port of its own. Needs root and /usr/sbin/sshd, and fails where they are missing.</summary>
internal sealed class PrivateSshd : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;

    private PrivateSshd(Process process, string directory, int port)
    {
        _process = process;
        _directory = directory;
        Port = port;
    }

    public int Port { get; }

    public string ClientKeyPath => Path.Combine(_directory, "client");

    public string ClientKey => File.ReadAllText(ClientKeyPath);

    public string HostKeyLine(string type = "ed25519") => string.Join(' ', File.ReadAllText(Path.Combine(_directory, $"host_{type}.pub")).Split(' ')[..2]);

    public string AuthorizedKeys => Path.Combine(_directory, "authorized_keys");

    public string Directory => _directory;

    public static async Task<PrivateSshd> StartAsync(string hostKeys = "ed25519", string clientKey = "ed25519", int? port = null, string? reuse = null, int maxSessions = 20)
    {
        Assert.True(File.Exists("/usr/sbin/sshd"), "These tests need OpenSSH's server: apt-get install openssh-server");
        string directory = reuse ?? System.IO.Directory.CreateTempSubdirectory("edge-sshd-").FullName;
        System.IO.Directory.CreateDirectory("/run/sshd");
        foreach (string type in hostKeys.Split(','))
        {
            if (!File.Exists(Path.Combine(directory, "host_" + type)))
                await RunAsync("ssh-keygen", "-q", "-t", type, "-N", "", "-f", Path.Combine(directory, "host_" + type));
        }
        if (!File.Exists(Path.Combine(directory, "client")))
        {
            await RunAsync("ssh-keygen", "-q", "-t", clientKey, "-N", "", "-C", "", "-f", Path.Combine(directory, "client"));
            File.Copy(Path.Combine(directory, "client.pub"), Path.Combine(directory, "authorized_keys"));
        }
        for (int attempt = 0; ; attempt++)
        {
            int chosen = port ?? FreePort();
            string config = Path.Combine(directory, "sshd_config");
            await File.WriteAllLinesAsync(config, [
                $"Port {chosen}", "ListenAddress 127.0.0.1", .. hostKeys.Split(',').Select(type => $"HostKey {directory}/host_{type}"),
                "PidFile none", $"AuthorizedKeysFile {directory}/authorized_keys", "StrictModes no", "UsePAM no", "PermitRootLogin yes",
                // bash, asked by sshd to run a command, reads ~/.bashrc unless it believes to be a shell within a shell: a developer's own is not part of the test.
                "SetEnv SHLVL=5",
                "PasswordAuthentication no", "KbdInteractiveAuthentication no", "MaxStartups 300", $"MaxSessions {maxSessions}", "LogLevel VERBOSE"]);
            Process process = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-f", config, "-E", Path.Combine(directory, "log")]))!;
            for (int i = 0; i < 2400 && !process.HasExited; i++)
            {
                try
                {
                    using TcpClient probe = new();
                    await probe.ConnectAsync(IPAddress.Loopback, chosen);
                    return new(process, directory, chosen);
                }
                catch (SocketException)
                {
                    await Task.Delay(25);
                }
            }
            Assert.True(attempt < 5 && port is null, "sshd did not start: " + await File.ReadAllTextAsync(Path.Combine(directory, "log")));
        }
    }

    public HostConnection Connection(string? pin = null, bool accept = false, TimeSpan? deadline = null, SshCredentials? credentials = null) =>
        new("127.0.0.1", Port, "root", credentials ?? new(ClientKey, null, null, "", "the test's key"), pin, accept, deadline ?? TimeSpan.FromSeconds(60));

    /// <summary>Sends a signal to the server's process of every session: neither to the listener nor to what the session runs.</summary>
    public async Task SignalSessionsAsync(string signal)
    {
        foreach (int child in Descendants(_process.Id).Where(IsSession))
            await RunAsync("/bin/sh", "-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {child} 2>/dev/null || true"));
    }

    /// <summary>False for a process that has ended while it was looked at, too.</summary>
    private static bool IsSession(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").StartsWith("sshd", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        System.IO.Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Ends the server and its sessions; the keys stay.</summary>
    public async Task StopAsync()
    {
        await SignalSessionsAsync("KILL");
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {error}");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IEnumerable<int> Descendants(int process)
    {
        string children;
        try
        {
            children = File.ReadAllText($"/proc/{process}/task/{process}/children");
        }
        catch (IOException)
        {
            yield break;
        }
        foreach (string child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int id = int.Parse(child, CultureInfo.InvariantCulture);
            foreach (int deeper in Descendants(id))
                yield return deeper;
            yield return id;
        }
    }
}
