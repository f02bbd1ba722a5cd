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

    private ExampleWorld(PlayedRoom room, LoopbackWorld loopback) => (_room, Loopback) = (room, loopback);

    public LoopbackWorld Loopback { get; }

    /// <summary>How it was made.</summary>
    public required bool NothingStands { get; init; }

    /// <summary>How it was made.</summary>
    public required bool FirstHostFailed { get; init; }

    /// <summary>All that can be seen from outside, as it was when this world was made.</summary>
    public string Standard { get; private set; } = "";

    public static async Task<ExampleWorld> MakeAsync(bool nothingStands, bool firstHostFailed)
    {
        var room = await PlayedRoom.StartAsync();
        var loopback = new LoopbackWorld(room: room);
        room.LetIn(Path.Combine(loopback.Folder, "key.pub"));
        var world = new ExampleWorld(room, loopback) { NothingStands = nothingStands, FirstHostFailed = firstHostFailed };
        if (!nothingStands)
        {
            if (firstHostFailed)
                room.Failing.Add("fosdem-node1-c7");
            using var session = new ModuleSession();
            var folder = world.NewFolder();
            var made = await session.RunAsync($"$null = {loopback.Connect}; New-EdgeProvision '{folder}/fosdem.yaml'");
            if (!firstHostFailed)
                made.Succeeded();
            Assert.Single(made.Output);
        }

        world.Standard = world.Seen();
        return world;
    }

    /// <summary>A folder with the files that documents name.</summary>
    /// <param name="forRealMachines">The machines are not this world's.</param>
    public string NewFolder(bool forRealMachines = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Loopback.Folder, Guid.NewGuid().ToString("n"))).FullName;
        var talk = File.ReadAllText(Path.Combine(StagedModule.Repository, "examples", "fosdem.yaml"));

        // Where they answer is the one thing in which these machines differ.
        var here = forRealMachines ? talk : talk.Replace("defaults:\n", $"defaults:\n  connection:\n    remote_port: {_room.Port}\n", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "fosdem.yaml"), here);
        File.WriteAllText(Path.Combine(folder, "my-edge.yaml"), here.Replace("name: fosdem\n", "name: my-edge\n", StringComparison.Ordinal));
        return folder;
    }

    /// <summary>All that can be seen of it from outside: objects, purchases, machines.</summary>
    public string Seen()
    {
        var seen = new StringBuilder(JsonSerializer.Serialize(Loopback.Dump()));
        seen.Append(JsonSerializer.Serialize(Loopback.World.PacketEmulator.Ledger.Entries));
        foreach (var machine in Loopback.Room.List().OrderBy(m => m.PublicAddress, StringComparer.Ordinal))
            seen.Append(machine).Append(Loopback.Room.IsOn(machine.Id));
        foreach (var file in Directory.EnumerateFiles(_room.Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is "boot" or "fingerprint" or "sessions" or "drifted" || f.EndsWith(".end", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
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
    public Task LetNetworkDrift() => Loopback.UpdateAsync("vn", Loopback.Dump().Objects.Single(o => o is { Kind: "network", Name: "fosdem-private" }).Id, "MTU=\"9000\"");

    /// <summary>Somebody has given a machine back at the provider.</summary>
    public async Task LetVanish(string hostname)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Auth-Token", LoopbackWorld.Token);
        var machine = Loopback.Room.List().Single(m => m.Hostname == hostname);
        using var answer = await client.DeleteAsync($"{Loopback.PacketEndpoint}/devices/{machine.Id}", TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A host that does not stand yet will fail once.</summary>
    public Task LetFail(string hostname)
    {
        _room.Failing.Add(hostname);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Loopback.DisposeAsync();
        await _room.DisposeAsync();
    }
}
