using System.Text.Json.Nodes;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Files;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.Sandbox.Tests.Sessions;

public sealed class SessionStoreTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("edgeprovision-").FullName;
    private readonly SessionPaths _paths;
    private readonly SessionStore _store;

    public SessionStoreTests()
    {
        _paths = new SessionPaths("one", _state);
        _store = new SessionStore(_paths);
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClaimAsync_Taken_IsRefusedUntilGivenUp()
    {
        await using (await ClaimAsync())
        {
            Assert.True(_store.IsAlive());
            Assert.Equal(Environment.ProcessId, _store.FindOwner());
            Assert.Equal("SandboxRunning", (await Assert.ThrowsAsync<EdgeException>(ClaimAsync)).Code);
            Assert.False(await _store.PrepareAsync(TimeProvider.System, Token));
        }

        Assert.False(_store.IsAlive());
        Assert.Null(_store.FindOwner());
        await (await ClaimAsync()).DisposeAsync();
    }

    [Fact]
    public async Task FindOwner_OfAnEarlierVersionThatWroteNoSuchFile_IsWhoHoldsTheLock()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var claim = await ClaimAsync();
        File.Delete(_paths.Owner);

        Assert.Equal(Environment.ProcessId, _store.FindOwner());
    }

    [Fact]
    public async Task FindOwner_WhileSomebodyOnlyLooks_IsNobody()
    {
        await (await ClaimAsync()).DisposeAsync();
        File.Delete(_paths.Owner);
        using var look = FileLock.Share(_paths.Lock);

        Assert.Null(LockHolder.Find(_paths.Lock));
    }

    [Fact]
    public async Task ClaimAsync_WhileAnotherLooks_IsNotRefused()
    {
        await (await ClaimAsync()).DisposeAsync();
        Task<FileStream> claim;
        using (FileLock.Share(_paths.Lock))
        {
            Assert.False(_store.IsAlive()); // who looks does not look like one that plays
            claim = ClaimAsync();
            await Task.Delay(50, Token);
        }

        await (await claim).DisposeAsync();
    }

    [Fact]
    public async Task FindRunning_FileOfADeadProcess_CountsForNothing()
    {
        await using (await ClaimAsync())
        {
            Assert.Null(_store.FindRunning());
            _store.Publish(Session("one"));
            Assert.Equal(Session("one"), _store.FindRunning());
        }

        Assert.Null(_store.FindRunning());
    }

    [Fact]
    public async Task FindRunning_FileOfAVersionWithoutEc2_IsReadAllTheSame()
    {
        await using var claim = await ClaimAsync();
        _store.Publish(Session("one"));
        var file = JsonNode.Parse(await File.ReadAllTextAsync(_paths.File, Token))!.AsObject();
        foreach (var name in file.Select(pair => pair.Key).Where(name => name.StartsWith("ec2", StringComparison.Ordinal)).ToList())
            file.Remove(name);
        await File.WriteAllTextAsync(_paths.File, file.ToJsonString(), Token);
        Assert.Equal(Session("one") with { Ec2Endpoint = "", Ec2AccessKey = "", Ec2SecretKey = "" }, _store.FindRunning());
    }

    [Fact]
    public async Task Publish_File_IsTheOwnersAlone()
    {
        // Windows keeps the rights of the directory.
        if (OperatingSystem.IsWindows())
            return;
        await using var claim = await ClaimAsync();
        _store.Publish(Session("one"));
        const UnixFileMode readAndWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(readAndWrite, File.GetUnixFileMode(_paths.File));
        Assert.Equal(readAndWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_paths.Directory));
        Assert.Equal(readAndWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_state, "sandbox")));
    }

    [Fact]
    public async Task RemoveAsync_WhileClaimed_LeavesNothing()
    {
        await using (await ClaimAsync())
        {
            _store.Publish(Session("one"));
            await _store.RemoveAsync(TimeProvider.System, Token);
        }

        Assert.Empty(SessionPaths.ListIds(_state));
    }

    [Fact]
    public async Task RemoveDeadAsync_Living_IsLeftAlone()
    {
        await using (await ClaimAsync())
        {
            Assert.False(await _store.RemoveDeadAsync(TimeProvider.System, Token));
            Assert.True(_store.IsAlive());
        }

        Assert.True(await _store.RemoveDeadAsync(TimeProvider.System, Token));
        Assert.Empty(SessionPaths.ListIds(_state));
    }

    [Fact]
    public async Task PrepareAsync_AfterADeadProcess_TakesItsLogAwayAndNothingOfALivingOne()
    {
        await (await ClaimAsync()).DisposeAsync();
        await File.WriteAllTextAsync(_paths.Log, "old", Token);
        Assert.True(await _store.PrepareAsync(TimeProvider.System, Token));
        Assert.False(File.Exists(_paths.Log));
        Assert.False(File.Exists(_paths.Owner));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("../up")]
    [InlineData("-x")]
    [InlineData("one\n")]
    public void SessionPaths_BadId_IsRefused(string id) =>
        Assert.Equal("SandboxIdInvalid", Assert.Throws<EdgeException>(() => new SessionPaths(id, _state)).Code);

    [Fact]
    public void RoomId_LongId_FitsAndDiffers()
    {
        Assert.Equal("one", _paths.RoomId);
        var first = new SessionPaths("default", _state).RoomId;
        Assert.Matches("^[a-z0-9]{6}$", first);
        Assert.NotEqual(first, new SessionPaths("default", _state + "2").RoomId);
    }

    [Fact]
    public void ToString_Session_HidesTheSecrets() => Assert.DoesNotContain("secret", Session("one").ToString(), StringComparison.Ordinal);

    [Fact]
    public void Exports_PathWithAQuote_IsOneWordForAShell()
    {
        var session = Session("one") with { FrontEndAuthFile = "/it's/a" };
        Assert.Contains("export ONE_AUTH='/it'\\''s/a'", session.Exports);
        Assert.Contains("export ONE_XMLRPC='http://127.0.0.1:1/RPC2'", session.Exports);
    }

    private Task<FileStream> ClaimAsync() => _store.ClaimAsync(TimeProvider.System, Token);

    private static SandboxSession Session(string id) => new()
    {
        Id = id, Pid = 1, Release = "6.10", StartedAt = DateTimeOffset.UnixEpoch, FrontEndEndpoint = "http://127.0.0.1:1/RPC2", FrontEndCredentials = "oneadmin:secret",
        FrontEndAuthFile = "/a", PacketEndpoint = "http://127.0.0.1:2", PacketToken = "secret", PacketProject = "p", SshPrivateKey = "/k", SshPublicKey = "/k.pub",
        Ec2Endpoint = "http://127.0.0.1:4", Ec2AccessKey = "key", Ec2SecretKey = "secret", ControlEndpoint = "http://127.0.0.1:3", ControlToken = "secret", RepositoryBase = "file:///r",
    };
}
