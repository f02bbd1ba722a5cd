using System.Collections.Concurrent;
using System.Management.Automation;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>
/// Runs documented scripts, each in the world that it needs, several at a time: most of their time is waiting. A world that a script has changed is not used again.
/// </summary>
public sealed class ExampleStage : IAsyncDisposable
{
    private const int AtOnce = 5;

    // Those that documents name.
    private static readonly string[] s_sandboxes = ["default", "lab", "old"];
    private readonly UserEnvironment _user = new();
    private readonly SemaphoreSlim _alone = new(1);
    private readonly SemaphoreSlim _inShell = new(1);
    private readonly ConcurrentDictionary<WorldKind, ConcurrentBag<ExampleWorld>> _idle = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<IReadOnlyList<string>>> _documents = [];
    private readonly ConcurrentBag<string> _leftOut = [];
    private readonly Lazy<Task> _running;
    private WholeShell? _shell;

    // Rooms are told apart by short names, and somebody on this computer may have one of these.
    private bool _inUse;

    /// <summary>Makes it; nothing is run yet.</summary>
    public ExampleStage()
    {
        foreach (var document in Documents.All)
            _documents[document] = new TaskCompletionSource<IReadOnlyList<string>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _running = new Lazy<Task>(() => Parallel.ForEachAsync(Documents.All.OrderBy(d => d, s_slowFirst), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (document, _) => await RunAsync(document)));
        _user.Set("PSModulePath", Path.GetDirectoryName(StagedModule.Directory) + Path.PathSeparator + Environment.GetEnvironmentVariable("PSModulePath"));
        _user.Set("PACKET_TOKEN", LoopbackWorld.Token);
        SetSandboxesApart();
    }

    // What is long should not be begun last.
    private static readonly Comparer<string> s_slowFirst = Comparer<string>.Create((a, b) => Weight(b).CompareTo(Weight(a)));

    /// <summary>What is wrong with a document's scripts, a line for each.</summary>
    internal async Task<IReadOnlyList<string>> FailuresAsync(string document)
    {
        var running = _running.Value;
        var failures = await _documents[document].Task;
        if (running.IsFaulted)
            await running;
        return failures;
    }

    /// <summary>Why scripts were not run, and how many; null when all were.</summary>
    internal async Task<string?> LeftOutAsync()
    {
        await _running.Value;
        return _leftOut.IsEmpty ? null : string.Join(" ", _leftOut.GroupBy(why => why).Select(g => $"{g.Count()} scripts were not run: {g.Key}"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
            await _running.Value;
        _shell?.Dispose();
        foreach (var world in _idle.Values.SelectMany(w => w))
            await world.DisposeAsync();
        _user.Dispose();
        _alone.Dispose();
        _inShell.Dispose();
    }

    private static int Weight(string document) => Documents.Scripts(document).Max(s => ExampleTable.For(s).StartsSandboxes ? 100 : s.Code.Contains("Restart-", StringComparison.Ordinal) ? 10 : 1);

    private async Task RunAsync(string document)
    {
        List<string> failures = [];
        try
        {
            foreach (var script in Documents.Scripts(document))
            {
                if (await RunAsync(script) is { } failure)
                    failures.Add($"{script.Title}: {failure}");
            }
        }
        catch (Exception error)
        {
            _documents[document].SetException(error);
            return;
        }

        _documents[document].SetResult(failures);
    }

    private async Task<string?> RunAsync(DocumentedScript script)
    {
        var needs = ExampleTable.For(script);
        if (needs.RunBy is not null)
            return null;
        if (needs.StartsSandboxes && _inUse)
        {
            _leftOut.Add($"one of the sandboxes {string.Join(", ", s_sandboxes)} is in use on this computer; stop it to run them.");
            return null;
        }

        var alone = needs.IsAlone(script);
        if (alone)
            await _alone.WaitAsync();
        var world = await TakeAsync(needs.World);
        try
        {
            return await RunAsync(script, needs, world, alone);
        }
        finally
        {
            await GiveBackAsync(world);
            if (alone)
                _alone.Release();
        }
    }

    private async Task<string?> RunAsync(DocumentedScript script, Circumstances needs, ExampleWorld world, bool alone)
    {
        if (needs.Given is not null)
            await needs.Given(world);
        var folder = world.NewFolder(needs.StartsSandboxes);
        if (alone)
            SetOut(world, folder);
        var prepare = $"{(needs.World == WorldKind.OwnProviders ? "" : "$null = " + world.Loopback.Connect)}; $null = $ExecutionContext.SessionState.Path.SetLocation('{folder}'); {world.AtHome(needs.Before ?? "")}";
        var code = world.AtHome(script.Code);
        using var session = new ModuleSession();
        try
        {
            (await session.RunAsync(prepare)).Succeeded();
            if (await session.HasAllCommandsAsync(code))
                return await RunInEngineAsync(needs, session, code, () => Seen(world, folder, alone));
            if (WholeShell.Program is not null)
                return await RunInWholeShellAsync(needs, prepare, code, () => Seen(world, folder, alone));
            _leftOut.Add("they need commands that come with pwsh alone, and it is not on the PATH.");
            return null;
        }
        finally
        {
            for (var i = 0; needs.StartsSandboxes && i < s_sandboxes.Length; i++)
                await session.RunAsync($"Stop-EdgeSandbox {s_sandboxes[i]}");
        }
    }

    private static async Task<string?> RunInEngineAsync(Circumstances needs, ModuleSession session, string code, Func<string> see)
    {
        for (var i = 0; i < 10; i++)
        {
            if (needs.Secret is not null)
                session.Host.Screen.Secrets.Enqueue(needs.Secret);
            if (needs.Answer is not null)
                session.Host.Screen.Answers.Enqueue(needs.Answer);
        }

        var before = see();
        var clouds = (await session.RunAsync("Get-EdgeCloud")).Output.Count;
        var result = await CatchAsync(() => session.RunAsync(code));
        var isSeen = session.Host.Screen.Text.Length > 0 || see() != before || (await session.RunAsync("Get-EdgeCloud")).Output.Count != clouds;
        return Judge(needs, result, isSeen);
    }

    private async Task<string?> RunInWholeShellAsync(Circumstances needs, string prepare, string code, Func<string> see)
    {
        await _inShell.WaitAsync();
        try
        {
            _shell ??= await WholeShell.StartAsync();
            (await _shell.RunAsync("Get-EdgeCloud | Disconnect-EdgeCloud; " + prepare)).Succeeded();
            var before = see();
            var result = await CatchAsync(() => _shell.RunAsync($"& {{ {code}\n}}"));
            return Judge(needs, result, see() != before);
        }
        finally
        {
            _inShell.Release();
        }
    }

    /// <summary>A terminating error is one of the errors.</summary>
    private static async Task<SessionResult> CatchAsync(Func<Task<SessionResult>> run)
    {
        try
        {
            return await run();
        }
        catch (RuntimeException error)
        {
            return new SessionResult([], [error.ErrorRecord], [], [], [], [], []);
        }
    }

    private static string? Judge(Circumstances needs, SessionResult result, bool isSeen)
    {
        var wrong = result.Errors.Where(e => !needs.Errors.Contains(e.FullyQualifiedErrorId.Split(',')[0])).Select(e => $"{e.FullyQualifiedErrorId}: {e.Exception.Message}")
            .Concat(needs.Errors.Except(result.ErrorIds).Select(id => $"there is no error {id}")).ToList();
        if (wrong.Count == 0 && !isSeen && result.Output.Count == 0 && result.Warnings.Count == 0)
            wrong.Add("nothing can be seen of it");
        return wrong.Count == 0 ? null : string.Join("; ", wrong);
    }

    private async Task<ExampleWorld> TakeAsync(WorldKind kind) =>
        _idle.GetOrAdd(kind, _ => []).TryTake(out var world) ? world : await ExampleWorld.MakeAsync(kind);

    /// <summary>A world that is still as a new one would be can be used again.</summary>
    private async Task GiveBackAsync(ExampleWorld world)
    {
        if (world.IsUnchanged)
            _idle[world.Kind].Add(world);
        else
            await world.DisposeAsync();
    }

    /// <summary>
    /// Documents stop "every sandbox of this user": that must not be those of the person who runs this test. The machines' system, which takes minutes to
    /// make, is the only thing that they share.
    /// </summary>
    private void SetSandboxesApart()
    {
        var shared = Path.Combine(new SessionPaths(SessionPaths.DefaultId, null).StateDirectory, "sandbox");
        _inUse = s_sandboxes.Any(IsInUse);
        _user.Set("XDG_STATE_HOME", Path.Combine(_user.Folder, "state"));
        var own = Directory.CreateDirectory(Path.Combine(new SessionPaths(SessionPaths.DefaultId, null).StateDirectory, "sandbox")).FullName;
        foreach (var tree in Directory.Exists(shared) ? Directory.EnumerateDirectories(shared, "tree-*") : [])
            Directory.CreateSymbolicLink(Path.Combine(own, Path.GetFileName(tree)), tree);
    }

    private static bool IsInUse(string sandbox) => new SessionStore(new SessionPaths(sandbox, null)).FindRunning() is not null;

    private void SetOut(ExampleWorld world, string folder)
    {
        if (File.Exists(_user.Registry))
            File.Delete(_user.Registry);
        var login = Path.Combine(folder, "one_auth");
        File.WriteAllText(login, $"oneadmin:{LoopbackWorld.Password}\n");
        _user.Set("ONE_XMLRPC", world.Loopback.Endpoint);
        _user.Set("ONE_AUTH", login);
        _user.Set("GITHUB_STEP_SUMMARY", Path.Combine(folder, "summary.md"));
    }

    /// <summary>All that a script can leave behind: in the world, in the current folder, in the user's settings.</summary>
    private string Seen(ExampleWorld world, string folder, bool alone) => string.Join('\n', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Concat(alone ? [_user.Registry] : [])
        .Where(File.Exists).Order(StringComparer.Ordinal).Select(f => f + File.ReadAllText(f)).Append(world.Seen()));
}
