using EdgeProvision.Model;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.Sandbox.Tests.Sessions;

public sealed class SessionSurveyTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("edgeprovision-").FullName;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_Nothing_IsEmpty() => Assert.Empty(await ReadAsync());

    [Fact]
    public async Task ReadAsync_OneThatIsClaimedAndNotReady_IsChanging()
    {
        await using var claim = await Store("one").ClaimAsync(TimeProvider.System, Token);

        var sandbox = Assert.Single(await ReadAsync());

        Assert.Equal(("one", EdgeSandboxState.Changing, Environment.ProcessId), (sandbox.Id, sandbox.State, sandbox.ProcessId));
        Assert.Null(sandbox.Endpoint);
    }

    [Fact]
    public async Task ReadAsync_OneWhoseControlDoesNotAnswer_RunsAndTellsNoHosts()
    {
        await using var claim = await Store("one").ClaimAsync(TimeProvider.System, Token);
        Write("one", """{ "id": "one", "pid": 4711, "frontEndEndpoint": "http://127.0.0.1:1/RPC2", "controlEndpoint": "http://127.0.0.1:1", "controlToken": "secret", "startedAt": "2026-11-27T03:00:00Z", "release": "7.4" }""");

        var sandbox = Assert.Single(await ReadAsync());

        Assert.Equal((EdgeSandboxState.Running, "http://127.0.0.1:1/RPC2", "7.4"), (sandbox.State, sandbox.Endpoint, sandbox.Release));
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.Zero), sandbox.StartedAt);
        Assert.Null(sandbox.Hosts);
    }

    [Fact]
    public async Task ReadAsync_OneWhoseProcessDied_IsShownAsSuchWithWhatIsKnown()
    {
        await (await Store("one").ClaimAsync(TimeProvider.System, Token)).DisposeAsync();
        File.Delete(new SessionPaths("one", _state).Owner);
        Write("one", """{ "pid": 4711, "of": "another version" }""");

        var sandbox = Assert.Single(await ReadAsync());

        Assert.Equal((EdgeSandboxState.Died, 4711), (sandbox.State, sandbox.ProcessId));
    }

    [Fact]
    public async Task ReadAsync_AFolderThatIsNoSession_IsLeftOut()
    {
        Directory.CreateDirectory(Path.Combine(_state, "sandbox", "sessions", "Not One"));

        Assert.Empty(await ReadAsync());
    }

    private SessionStore Store(string id) => new(new SessionPaths(id, _state));

    private void Write(string id, string json) => File.WriteAllText(new SessionPaths(id, _state).File, json);

    private Task<IReadOnlyList<EdgeSandbox>> ReadAsync() => new SessionSurvey(_state, TimeProvider.System).ReadAsync(Token);
}
