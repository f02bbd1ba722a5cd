using System.Globalization;
using System.Text.Json;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>The world before a command that must change nothing: front-end, provider, the three hosts, the user's settings and a folder.</summary>
internal sealed class Stillness
{
    private readonly WorkingHosts _world;
    private readonly ModuleSession _session;
    private readonly string[] _folders;
    private readonly long _last;
    private readonly string _state;
    private readonly IReadOnlyList<HostLook> _hosts;
    private readonly IReadOnlyList<string> _files;

    private Stillness(WorkingHosts world, ModuleSession session, string[] folders, long last, string state, IReadOnlyList<HostLook> hosts)
    {
        (_world, _session, _folders, _last, _state, _hosts) = (world, session, folders, last, state, hosts);
        _files = Files();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Stillness> BeforeAsync(WorkingHosts world, ModuleSession session, params string[] folders)
    {
        var hosts = await LookAsync(session, HostTrace.Mark + "\n");
        Assert.InRange(hosts.Count, 2, 3);
        return new Stillness(world, session, folders, (await world.Control.CallsAsync(0, Stop))[^1].Number, await StateAsync(world), hosts);
    }

    /// <summary>Nothing was written anywhere since, and no host was even logged in to.</summary>
    public async Task AssertAsync(string what)
    {
        var writes = (await _world.Control.CallsAsync(_last, Stop)).Where(Writes.Is).Select(c => $"{c.RpcMethod ?? c.Method + " " + c.Path}").ToList();
        Assert.True(writes.Count == 0, $"{what}: {string.Join(", ", writes)}");
        Assert.True(_state == await StateAsync(_world), $"{what}: what stands has changed.");
        Assert.True(_files.SequenceEqual(Files()), $"{what}: files were written: {string.Join(", ", Files().Except(_files))}");

        // One more session on each: this look itself.
        var hosts = await LookAsync(_session, "");
        Assert.Equal(_hosts.Select(h => (h.Trace.BootId, h.Logins + 1)), hosts.Select(h => (h.Trace.BootId, h.Logins)));
        foreach (var (_, trace, _) in hosts)
        {
            Assert.True(trace.Runs.Count == 0, $"{what}: {string.Join(", ", trace.Runs)} was run on a host.");
            Assert.True(trace.Files.Count == 0, $"{what}: {string.Join(", ", trace.Files)} was written on a host.");
        }
    }

    /// <summary>Objects, devices and machines; not what monitoring moves.</summary>
    private static async Task<string> StateAsync(WorkingHosts world)
    {
        var now = await world.Control.LookAsync(Stop);
        return JsonSerializer.Serialize(new { Objects = now.Objects.Select(o => new { o.Kind, o.Id, o.Name, o.State, o.Template }), now.Devices, now.Reservations, now.Machines });
    }

    /// <summary>Each host that is on, in order, looked at once, all at the same time: every session takes a moment, and there are many rows.</summary>
    private static async Task<IReadOnlyList<HostLook>> LookAsync(ModuleSession session, string first)
    {
        var command = $"{first}{HostTrace.Look}\necho \"logins $({HostTrace.Logins})\"";
        var results = (await session.RunAsync(
            "$a, $b, $c | Get-EdgeHost | Where-Object Power -eq on | Invoke-EdgeHostCommand $look", new Dictionary<string, object?> { ["look"] = command })).Succeeded().Output;
        return [.. results.Select(o => HostLook.Of((HostCommandResult)o.BaseObject)).OrderBy(h => h.Name, StringComparer.Ordinal)];
    }

    private IReadOnlyList<string> Files() =>
        [.. _folders.SelectMany(f => Directory.EnumerateFileSystemEntries(f, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).Select(f => $"{f} {File.GetLastWriteTimeUtc(f):O} {(File.Exists(f) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f))) : "")}")];

    private sealed record HostLook(string Name, HostTrace Trace, int Logins)
    {
        public static HostLook Of(HostCommandResult result) => new(
            result.Host.Hostname, HostTrace.Read(result.Output),
            int.Parse(result.Output.Split('\n').Single(line => line.StartsWith("logins ", StringComparison.Ordinal))["logins ".Length..], CultureInfo.InvariantCulture));
    }
}
