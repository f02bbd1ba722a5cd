using System.Diagnostics;
using System.Security.Cryptography;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Files;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.OpenNebula.Drivers;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Redfish;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>Plays one session until it is told to stop, and leaves nothing behind.</summary>
public sealed class SandboxProcess(SandboxRunOptions options, TimeProvider timeProvider, Action<string> progress)
{
    /// <summary>Sets the world up, serves it until the token is cancelled or the parent has ended, takes it down.</summary>
    /// <exception cref="EdgeException">It cannot be set up; nothing of it is left.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var release = FrontEndReleases.Parse(options.Release);
        var paths = new SessionPaths(options.Id, options.StateDirectory);
        var store = new SessionStore(paths);
        await using var claim = await store.ClaimAsync(timeProvider, cancellationToken);
        store.Clear();
        try
        {
            await PlayAsync(paths, store, release, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop before it was ready.
        }
        finally
        {
            store.Clear();
        }

        // The log of what failed is what its starter shows: it stays, and so does the directory.
        await store.RemoveAsync(timeProvider, CancellationToken.None);
    }

    private async Task PlayAsync(SessionPaths paths, SessionStore store, FrontEndRelease release, CancellationToken cancellationToken)
    {
        progress("Preparing machines ...");
        await using var room = await LinuxMachineRoom.StartAsync(
            new LinuxMachineRoomOptions(paths.RoomId) { StateDirectory = paths.StateDirectory, TimeProvider = timeProvider, Progress = progress }, cancellationToken);
        await using var servers = new SandboxServers(timeProvider);
        var session = Describe(paths, servers);
        await using var world = new SandboxWorld(room, timeProvider, Compose(session, release, room, options.Remotes), new RoomRouter(room), new RoomTranslator(room), new RoomFilter(room));
        servers.Put(world);
        store.Publish(session);
        progress($"Ready: front-end {session.FrontEndEndpoint}, Packet API {session.PacketEndpoint}, EC2 API {session.Ec2Endpoint}, Redfish {session.RedfishEndpoint}, control {session.ControlEndpoint}");
        await WaitForTheEndAsync(cancellationToken);
        progress("Stopping ...");
        // Whoever looks for a sandbox now is to start another.
        store.Clear();
        // A held call would keep its server from stopping.
        world.Board.ReleaseAll();
    }

    private static SandboxWorldOptions Compose(SandboxSession session, FrontEndRelease release, LinuxMachineRoom room, string? remotes) => new()
    {
        Id = session.Id,
        Packet = new PacketOptions
        {
            Tenants = [new PacketTenant(session.PacketToken, session.PacketProject, "sandbox")],
            PublicPool = room.Describe().ElasticNetwork.ToString(),
        },
        Ec2 = new Ec2Options
        {
            Tenants = [new Ec2Tenant(session.Ec2AccessKey, session.Ec2SecretKey, "000000000001")],
            PublicPool = PacketOptions.UnusedOf(room.Describe().ElasticNetwork.ToString()),
            Quotas = new Ec2Quotas { Addresses = 256, Vpcs = 64, InternetGateways = 64 },
        },
        Ec2Endpoint = session.Ec2Endpoint,
        Redfish = new RedfishOptions("sandbox", session.RedfishPassword),
        RedfishEndpoint = session.RedfishEndpoint,
        FrontEnd = new FrontEndOptions
        {
            Release = release,
            Password = session.FrontEndCredentials.Split(':')[1],
            Endpoint = session.FrontEndEndpoint,
            SshPublicKey = File.ReadAllText(session.SshPublicKey).Trim(),
        },
        Remotes = remotes is null ? null : new RemotesFolder(
            remotes, new Dictionary<string, string> { ["ONE_XMLRPC"] = session.FrontEndEndpoint, ["ONE_AUTH"] = session.FrontEndAuthFile }),
        PacketEndpoint = session.PacketEndpoint,
        SshPrivateKey = session.SshPrivateKey,
        SshPublicKey = session.SshPublicKey,
        RepositoryBase = session.RepositoryBase,
        ControlToken = session.ControlToken,
    };

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private SandboxSession Describe(SessionPaths paths, SandboxServers servers)
    {
        var key = SessionKey.Make($"edgeprovision-sandbox-{paths.Id}");
        PrivateFile.Write(paths.PrivateKey, key.PrivatePem);
        PrivateFile.Write(paths.PublicKey, key.PublicLine + "\n");
        var credentials = $"oneadmin:{Secret()}";
        PrivateFile.Write(paths.AuthFile, credentials + "\n");
        return new SandboxSession
        {
            Id = paths.Id,
            Pid = Environment.ProcessId,
            Release = options.Release,
            StartedAt = timeProvider.GetUtcNow(),
            FrontEndEndpoint = servers.FrontEndEndpoint,
            FrontEndCredentials = credentials,
            FrontEndAuthFile = paths.AuthFile,
            PacketEndpoint = servers.PacketEndpoint,
            PacketToken = Secret(),
            PacketProject = Guid.NewGuid().ToString(),
            Ec2Endpoint = servers.Ec2Endpoint,
            Ec2AccessKey = "AKIA" + Secret()[..16].ToUpperInvariant(),
            Ec2SecretKey = Secret(),
            RedfishEndpoint = servers.RedfishEndpoint,
            RedfishPassword = Secret(),
            SshPrivateKey = paths.PrivateKey,
            SshPublicKey = paths.PublicKey,
            ControlEndpoint = servers.ControlEndpoint,
            ControlToken = Secret(),
            RepositoryBase = SandboxRepository.OpenNebulaBase,
        };
    }

    private async Task WaitForTheEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (options.ParentPid is not { } parent)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken);
                return;
            }

            using var process = Process.GetProcessById(parent);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
        catch (ArgumentException)
        {
            // The parent has ended already.
        }
    }
}
