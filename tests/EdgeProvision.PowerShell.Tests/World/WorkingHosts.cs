using System.Management.Automation;
using System.Security;
using System.Security.Cryptography;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.Sandbox.Sessions;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.PowerShell.Tests.World;

/// <summary>
/// A sandbox in a process of its own, and in it the provision <c>fosdem</c> with three real hosts, made by the module when the first test wants them. Needs
/// root on Linux.
/// </summary>
public sealed class WorkingHosts : IAsyncDisposable
{
    private readonly SandboxLauncher _launcher = new(["dotnet", Path.Combine(StagedModule.Directory, "sandbox", "EdgeProvision.Sandbox.dll")], TimeProvider.System, _ => { });
    private SandboxSession? _sandbox;
    private Control? _control;

    /// <summary>The hosts' names, in order.</summary>
    public static IReadOnlyList<string> Hostnames { get; } = ["fosdem-a", "fosdem-b", "fosdem-c"];

    /// <summary>The sandbox's calls, faults and machines.</summary>
    public Control Control => _control ?? throw new InvalidOperationException("The sandbox is not running.");

    /// <summary>What it is called.</summary>
    public string SandboxId => _sandbox?.Id ?? "";

    /// <summary>Its administrator.</summary>
    public PSCredential Credential
    {
        get
        {
            var password = new SecureString();
            foreach (var character in _sandbox!.FrontEndCredentials.Split(':')[1])
                password.AppendChar(character);
            return new PSCredential(_sandbox.FrontEndCredentials.Split(':')[0], password);
        }
    }

    /// <summary>What nobody may see: token, password and the key of the hosts.</summary>
    public IReadOnlyList<string> Secrets => [_sandbox!.PacketToken, _sandbox.FrontEndCredentials.Split(':')[1], File.ReadAllLines(_sandbox.SshPrivateKey)[1]];

    /// <summary>A script that connects a shell of its own.</summary>
    public string Connect =>
        $"Connect-EdgeCloud '{_sandbox!.FrontEndEndpoint}' ([pscredential]::new('{_sandbox.FrontEndCredentials.Split(':')[0]}', (ConvertTo-SecureString '{_sandbox.FrontEndCredentials.Split(':')[1]}' -AsPlainText -Force)))";

    /// <summary>A folder for descriptors.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("edgeprovision-working-").FullName;

    public async ValueTask DisposeAsync()
    {
        _control?.Dispose();
        if (_sandbox is not null)
            await _launcher.StopAsync(_sandbox.Id, null, CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Another session of a user who is connected to it.</summary>
    internal async Task<ModuleSession> OpenAsync()
    {
        if (_sandbox is null)
            await StartAsync();
        return await ConnectAsync();
    }

    /// <summary>At least so many reservations of addresses that carry the key of a provision which nobody has, and are old enough to count as orphans.</summary>
    public async Task LoseAsync(int least)
    {
        var stop = TestContext.Current.CancellationToken;
        var standing = await LostThings.CountAddressesAsync(_sandbox!.PacketEndpoint, _sandbox.PacketToken, _sandbox.PacketProject, stop);
        if (standing >= least)
            return;

        // Some more, because waiting is what takes long.
        for (var i = standing; i < least + 4; i++)
            await LostThings.OrderAddressAsync(_sandbox.PacketEndpoint, _sandbox.PacketToken, _sandbox.PacketProject, i, stop);
        await LostThings.SettleAsync(stop);
    }

    /// <summary>Writes a descriptor and answers its path.</summary>
    public string Descriptor(string name, string text)
    {
        var path = Path.Combine(Folder, name + ".yaml");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A descriptor of hosts that share a private Ethernet.</summary>
    public static string Text(string name, params string[] hostnames) => $"""
        name: {name}
        playbook: static_vxlan
        defaults:
          provision:
            driver: packet
            facility: ams1
            plan: baremetal_0
            os: debian_12
        hosts:
        {string.Join("\n", hostnames.Select(h => $"  - im_mad: kvm\n    vm_mad: kvm\n    provision:\n      hostname: {h}"))}
        datastores:
          - name: {name}-images
            ds_mad: fs
            tm_mad: ssh
        networks:
          - name: {name}-host-only
            vn_mad: dummy
            bridge: br0
            ar:
              - ip: 192.168.150.2
                size: 200
                type: IP4
          - name: {name}-private
            vn_mad: dummy
            bridge: vxbr100
            mtu: 1450
            ar:
              - ip: 192.168.160.2
                size: 50
                type: IP4

        """;

    private async Task StartAsync()
    {
        Assert.True(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "The sandbox's machines need root on Linux.");

        // Two test runs at once must not meet.
        var id = "w" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 5);
        _sandbox = await _launcher.StartAsync(new SandboxRunOptions { Id = id, ParentPid = Environment.ProcessId }, TestContext.Current.CancellationToken);
        _control = new Control(_sandbox);
        using var session = await ConnectAsync();
        var made = Assert.IsType<Provision>((await session.RunAsync($"New-EdgeProvision '{Descriptor("fosdem", Text("fosdem", [.. Hostnames]))}'")).Single.BaseObject);
        Assert.Equal((ProvisionState.Ready, 3), (made.State, made.Hosts.Count));
    }

    private async Task<ModuleSession> ConnectAsync()
    {
        var session = new ModuleSession();
        (await session.RunAsync("$null = Connect-EdgeCloud $endpoint $credential", new Dictionary<string, object?> { ["endpoint"] = _sandbox!.FrontEndEndpoint, ["credential"] = Credential })).Succeeded();
        return session;
    }
}
