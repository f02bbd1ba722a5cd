using System.Text.Json;
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
    private readonly IReadOnlyList<string> _boots;
    private readonly IReadOnlyList<string> _files;
    private readonly IReadOnlyList<int> _logins;

    private Stillness(WorkingHosts world, ModuleSession session, string[] folders, long last, string state, IReadOnlyList<string> boots, IReadOnlyList<int> logins)
    {
        (_world, _session, _folders, _last, _state, _boots, _logins) = (world, session, folders, last, state, boots, logins);
        _files = Files();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Stillness> BeforeAsync(WorkingHosts world, ModuleSession session, params string[] folders)
    {
        var boots = (await TracesAsync(session, HostTrace.Mark + "\n")).Select(t => t.BootId).ToList();
        Assert.InRange(boots.Count, 2, 3);
        return new Stillness(world, session, folders, (await world.Control.CallsAsync(0, Stop))[^1].Number, await StateAsync(world), boots, await LoginsAsync(session));
    }

    /// <summary>Nothing was written anywhere since, and no host was even logged in to.</summary>
    public async Task AssertAsync(string what)
    {
        var writes = (await _world.Control.CallsAsync(_last, Stop)).Where(Writes.Is).Select(c => $"{c.RpcMethod ?? c.Method + " " + c.Path}").ToList();
        Assert.True(writes.Count == 0, $"{what}: {string.Join(", ", writes)}");
        Assert.True(_state == await StateAsync(_world), $"{what}: what stands has changed.");
        Assert.True(_files.SequenceEqual(Files()), $"{what}: files were written: {string.Join(", ", Files().Except(_files))}");

        // One more on each: this look itself.
        Assert.Equal(_logins.Select(n => n + 1), await LoginsAsync(_session));
        var traces = await TracesAsync(_session, "");
        Assert.Equal(_boots, traces.Select(t => t.BootId));
        foreach (var trace in traces)
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

    private static async Task<IReadOnlyList<HostTrace>> TracesAsync(ModuleSession session, string first) =>
        [.. (await OnAllAsync(session, first + HostTrace.Look)).Select(HostTrace.Read)];

    private static async Task<IReadOnlyList<int>> LoginsAsync(ModuleSession session) =>
        [.. (await OnAllAsync(session, HostTrace.Logins)).Select(t => int.Parse(t, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>What a command says on each host that is on, in order.</summary>
    private static async Task<IReadOnlyList<string>> OnAllAsync(ModuleSession session, string command) =>
        [.. (await session.RunAsync("foreach ($h in $a, $b, $c) { ($h | Get-EdgeHost | Where-Object Power -eq on | Invoke-EdgeHostCommand $look).Output }", new Dictionary<string, object?> { ["look"] = command }))
            .Succeeded().Output.Where(o => o is not null).Select(o => o.ToString())];

    private IReadOnlyList<string> Files() =>
        [.. _folders.SelectMany(f => Directory.EnumerateFileSystemEntries(f, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).Select(f => $"{f} {File.GetLastWriteTimeUtc(f):O} {(File.Exists(f) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f))) : "")}")];
}
