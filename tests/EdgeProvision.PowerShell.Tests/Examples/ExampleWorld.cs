using System.Text;
using System.Text.Json;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>
/// The world that documents speak of: a front-end on which the provision <c>fosdem</c> of the talk stands, with two machines that can be logged in to.
/// </summary>
internal sealed class ExampleWorld : IAsyncDisposable
{
    private readonly PlayedRoom _room;
    private string _beginning = "";

    private ExampleWorld(WorldKind kind, PlayedRoom room, LoopbackWorld loopback) => (Kind, _room, Loopback) = (kind, room, loopback);

    public WorldKind Kind { get; }

    public LoopbackWorld Loopback { get; }

    /// <summary>True while all that can be seen of it is as it was in the beginning.</summary>
    public bool IsUnchanged => Seen() == _beginning;

    public static async Task<ExampleWorld> MakeAsync(WorldKind kind)
    {
        var room = await PlayedRoom.StartAsync();
        var loopback = new LoopbackWorld(isSandbox: kind != WorldKind.OwnProviders, room: room);
        room.LetIn(Path.Combine(loopback.Folder, "key.pub"));
        var world = new ExampleWorld(kind, room, loopback);
        if (kind is WorldKind.Standard or WorldKind.FirstHostFailed)
        {
            if (kind == WorldKind.FirstHostFailed)
                room.Failing.Add("fosdem-node1-c7");
            using var session = new ModuleSession();
            var made = await session.RunAsync($"$null = {loopback.Connect}; New-EdgeProvision '{world.NewFolder()}/fosdem.yaml'");
            Assert.Equal(kind == WorldKind.Standard ? [] : ["HostConfigurationFailed"], made.ErrorIds);
        }

        if (kind == WorldKind.Original)
            await OriginalProvision.MakeAsync(loopback, "edge", 2, room.Port);
        world._beginning = world.Seen();
        return world;
    }

    /// <summary>Addresses that documents make up lead to this world.</summary>
    public string AtHome(string code)
    {
        code = code.Replace("{fingerprint}", _room.Fingerprint, StringComparison.Ordinal);
        foreach (var address in new[] { "https://one.example.org:2634/RPC2", "http://lab:2633/RPC2", "https://one:2634/RPC2" })
            code = code.Replace(address, Loopback.Endpoint, StringComparison.Ordinal);
        foreach (var address in new[] { "https://packet.example.net", "https://new.example.net" })
            code = code.Replace(address, Loopback.PacketEndpoint, StringComparison.Ordinal);
        return code;
    }

    /// <summary>A folder with the files that documents name.</summary>
    /// <param name="forRealMachines">The machines are not this world's.</param>
    public string NewFolder(bool forRealMachines = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Loopback.Folder, Guid.NewGuid().ToString("n"))).FullName;
        var talk = File.ReadAllText(Path.Combine(StagedModule.Repository, "examples", "fosdem.yaml"));

        // Where machines answer is the one thing in which this world's differ.
        File.WriteAllText(Path.Combine(folder, "fosdem.yaml"), forRealMachines ? talk : Inserted(talk, $"  connection:\n    remote_port: {_room.Port}\n"));

        // The user's own: of a system that is still supported, without rented addresses, which a front-end rents by itself, and with a key of the user's.
        var own = talk.Replace("name: fosdem\n", "name: my-edge\n", StringComparison.Ordinal)
            .Replace("os: centos_7\n", "os: debian_12\n", StringComparison.Ordinal).Replace("os: ubuntu_18_04\n", "os: ubuntu_22_04\n", StringComparison.Ordinal);
        own = own[..own.IndexOf("  - name: \"<%= @name %>-public\"", StringComparison.Ordinal)] + own[own.IndexOf("  - name: \"<%= @name %>-private-host-only\"", StringComparison.Ordinal)..];
        File.WriteAllText(Path.Combine(folder, "my-edge.yaml"), Inserted(own, $"  connection:\n    remote_port: {_room.Port}\n    private_key: {Loopback.Folder}/key\n"));
        return folder;
    }

    /// <summary>All that can be seen of it from outside: objects, purchases, machines.</summary>
    public string Seen()
    {
        var seen = new StringBuilder(JsonSerializer.Serialize(Loopback.Dump()));
        seen.Append(JsonSerializer.Serialize(Loopback.World.PacketEmulator.Ledger.Entries));
        foreach (var machine in Loopback.Room.List().OrderBy(m => m.PublicAddress, StringComparer.Ordinal))
            seen.Append(machine).Append(Loopback.Room.IsOn(machine.Id));
        foreach (var file in Directory.EnumerateFiles(_room.Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is "boot" or "fingerprint" or "sessions" or "drifted" || f.EndsWith(".end", StringComparison.Ordinal) || f.Contains("/disk/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            seen.Append(file).Append(File.ReadAllText(file));
        return seen.ToString();
    }

    /// <summary>Somebody has changed a host by hand.</summary>
    public Task LetDrift(string hostname)
    {
        _room.Mark(hostname, "drifted");
        return Task.CompletedTask;
    }

    /// <summary>Somebody has changed a network by hand.</summary>
    public Task LetNetworkDrift() => Loopback.CallAsync("one.vn.update", Loopback.Dump().Objects.Single(o => o is { Kind: "network", Name: "fosdem-private" }).Id, "MTU=\"9000\"", 1);

    /// <summary>A virtual machine that is not the provision's uses an address.</summary>
    public Task LetUse(string network) => Loopback.HoldAsync(Loopback.Dump().Objects.Single(o => o.Kind == "network" && o.Name == network).Id, "192.168.150.5");

    /// <summary>A machine and an address of a provision that nobody has, old enough to count as orphans.</summary>
    public async Task LetLose()
    {
        await Loopback.LoseAsync();
        await LostThings.SettleAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>An order of addresses for the provision that is above the project's quota.</summary>
    public async Task LetAwaitApproval()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Auth-Token", LoopbackWorld.Token);
        var project = $"{Loopback.PacketEndpoint}/projects/{LoopbackWorld.Project}";
        var devices = await client.GetStringAsync($"{project}/devices", TestContext.Current.CancellationToken);
        var tag = JsonDocument.Parse(devices).RootElement.GetProperty("devices")[0].GetProperty("tags").EnumerateArray().Select(t => t.GetString()!).Single(t => t.StartsWith("edge-provision=", StringComparison.Ordinal));
        var order = JsonSerializer.Serialize(new { type = "public_ipv4", quantity = 256, facility = "ams1", tags = new[] { tag, $"edge-key={tag.Split('=')[1]}/address/waiting" } });
        using var body = new StringContent(order, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"{project}/ips", body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Somebody has given a machine back at the provider.</summary>
    public async Task LetVanish(string hostname)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Auth-Token", LoopbackWorld.Token);
        var machine = Loopback.Room.List().Single(m => m.Hostname == hostname);
        var device = $"{Loopback.PacketEndpoint}/devices/{machine.Id}";
        using var answer = await client.DeleteAsync(device, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        for (var isGone = false; !isGone; await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken))
        {
            using var look = await client.GetAsync(device, TestContext.Current.CancellationToken);
            isGone = look.StatusCode == System.Net.HttpStatusCode.NotFound;
        }
    }

    /// <summary>A host that does not stand yet will fail once.</summary>
    public Task LetFail(string hostname)
    {
        _room.Failing.Add(hostname);
        return Task.CompletedTask;
    }

    private static string Inserted(string descriptor, string connection) => descriptor.Replace("defaults:\n", "defaults:\n" + connection, StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Loopback.DisposeAsync();
        await _room.DisposeAsync();
    }
}
