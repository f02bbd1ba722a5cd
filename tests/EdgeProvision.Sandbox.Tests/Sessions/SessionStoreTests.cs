using EdgeProvision.Model;
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

    [Fact]
    public void Claim_Taken_IsRefusedUntilGivenUp()
    {
        using (_store.Claim())
        {
            Assert.True(_store.IsAlive());
            Assert.Equal("SandboxRunning", Assert.Throws<EdgeException>(() => _store.Claim()).Code);
        }

        Assert.False(_store.IsAlive());
        _store.Claim().Dispose();
    }

    [Fact]
    public void FindRunning_FileOfADeadProcess_CountsForNothing()
    {
        using (_store.Claim())
        {
            Assert.Null(_store.FindRunning());
            _store.Publish(Session("one"));
            Assert.Equal(Session("one"), _store.FindRunning());
        }

        Assert.Null(_store.FindRunning());
    }

    [Fact]
    public void Publish_File_IsTheOwnersAlone()
    {
        // Windows keeps the rights of the directory.
        if (OperatingSystem.IsWindows())
            return;
        using var claim = _store.Claim();
        _store.Publish(Session("one"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_paths.File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_paths.Directory));
    }

    [Fact]
    public void Remove_WhileClaimed_LeavesNothing()
    {
        using (_store.Claim())
        {
            _store.Publish(Session("one"));
            _store.Remove();
        }

        Assert.Empty(SessionPaths.ListIds(_state));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("../up")]
    [InlineData("-x")]
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

    private static SandboxSession Session(string id) => new()
    {
        Id = id, Pid = 1, Release = "6.10", StartedAt = DateTimeOffset.UnixEpoch, FrontEndEndpoint = "http://127.0.0.1:1/RPC2", FrontEndCredentials = "oneadmin:secret",
        FrontEndAuthFile = "/a", PacketEndpoint = "http://127.0.0.1:2", PacketToken = "secret", PacketProject = "p", SshPrivateKey = "/k", SshPublicKey = "/k.pub",
        ControlEndpoint = "http://127.0.0.1:3", ControlToken = "secret", RepositoryBase = "file:///r",
    };
}
