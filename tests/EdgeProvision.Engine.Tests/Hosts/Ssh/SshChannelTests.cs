using System.Diagnostics;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Ssh;

public sealed class SshChannelTests : IAsyncLifetime
{
    private readonly SshConnector _connector = new(
        new SshSettings { FirstPause = TimeSpan.FromMilliseconds(50), SilenceLimit = TimeSpan.FromSeconds(2), Heartbeat = TimeSpan.FromMilliseconds(300), ReconnectDeadline = TimeSpan.FromSeconds(15) },
        TimeProvider.System);

    private PrivateSshd _sshd = null!;
    private IHostChannel _channel = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sshd = await PrivateSshd.StartAsync();
        _channel = await _connector.ConnectAsync(_sshd.Connection(accept: true), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _sshd.DisposeAsync();
        _connector.Dispose();
    }

    [Fact]
    public async Task RunCommandAsync_OutputErrorAndStatus_AreKeptApart()
    {
        CommandResult result = await _channel.RunCommandAsync("echo out; echo err >&2; exit 7", null, Token);
        Assert.Equal(new CommandResult(7, "out\n", "err\n"), result);
    }

    [Fact]
    public async Task RunCommandAsync_EndedBySignal_HasNoStatus() =>
        Assert.Null((await _channel.RunCommandAsync("kill -9 $$", null, Token)).ExitStatus);

    [Fact]
    public async Task RunCommandAsync_StandardInput_ArrivesWholeAndEnds()
    {
        string text = string.Concat(Enumerable.Repeat("0123456789abcdé\n", 60_000));
        CommandResult result = await _channel.RunCommandAsync("sha256sum", text, Token);
        Assert.StartsWith(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))), result.Output);
    }

    [Fact]
    public async Task RunCommandAsync_NoStandardInput_SeesTheEndAtOnce() =>
        Assert.Equal("0\n", (await _channel.RunCommandAsync("wc -c", null, Token)).Output);

    [Fact]
    public async Task RunCommandAsync_InputThatNobodyReads_TheExitStatusWins() =>
        Assert.Equal(3, (await _channel.RunCommandAsync("exit 3", new string('x', 5_000_000), Token)).ExitStatus);

    [Fact]
    public async Task RunCommandAsync_Cancelled_IsKilledOnTheHostAndTheChannelLives()
    {
        string mark = "4" + Random.Shared.Next(10_000, 99_999);
        using CancellationTokenSource cancel = new(400);
        Stopwatch watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _channel.RunCommandAsync($"sleep {mark}; true", null, cancel.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3));
        for (int i = 0; i < 40 && (await _channel.RunCommandAsync($"pgrep -fx 'sleep {mark}'", null, Token)).ExitStatus == 0; i++)
            await Task.Delay(50, Token);
        Assert.Equal(1, (await _channel.RunCommandAsync($"pgrep -fx 'sleep {mark}'", null, Token)).ExitStatus);
    }

    [Fact]
    public async Task RunCommandAsync_QuietLongerThanTheSilenceLimit_IsNotTakenForDead() =>
        Assert.Equal("done\n", (await _channel.RunCommandAsync("sleep 5; echo done", null, Token)).Output);

    [Fact]
    public async Task RunCommandAsync_ServerAllowsOneSession_QuietCommandsRunOneAfterTheOther()
    {
        await using PrivateSshd narrow = await PrivateSshd.StartAsync(maxSessions: 1);
        await using IHostChannel channel = await _connector.ConnectAsync(narrow.Connection(accept: true), Token);
        for (int i = 0; i < 5; i++)
            Assert.Equal("quick\n", (await channel.RunCommandAsync("echo quick", null, Token)).Output);
        Assert.Equal("done\n", (await channel.RunCommandAsync("sleep 5; echo done", null, Token)).Output);
        Assert.Equal("4", (await channel.RunCommandAsync("wc -c", "four", Token)).Output.Trim());
    }

    [Fact]
    public async Task RunCommandAsync_ServerAllowsNoSession_SaysSo()
    {
        await using PrivateSshd closed = await PrivateSshd.StartAsync(maxSessions: 0);
        await using IHostChannel channel = await _connector.ConnectAsync(closed.Connection(accept: true), Token);
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => channel.RunCommandAsync("true", null, Token));
        Assert.Equal("HostSessionRefused", error.Code);
        Assert.Contains("MaxSessions", error.RecommendedAction);
    }

    [Fact]
    public async Task RunCommandAsync_CancelledWhileTheServerIsFrozen_EndsAtOnce()
    {
        await _sshd.SignalSessionsAsync("STOP");
        using CancellationTokenSource cancel = new(300);
        Stopwatch watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _channel.RunCommandAsync("true", null, cancel.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1.5), $"it took {watch.Elapsed}");
        await _sshd.SignalSessionsAsync("KILL");
    }

    [Fact]
    public async Task RunCommandAsync_FloodOfOutput_IsEnded()
    {
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => _channel.RunCommandAsync("cat /dev/zero", null, Token));
        Assert.Equal("CommandOutputTooLong", error.Code);
    }

    [Fact]
    public async Task RunCommandAsync_ServerFrozen_IsNoticedAndTheNextCommandConnectsAnew()
    {
        Task<CommandResult> running = _channel.RunCommandAsync("sleep 30", null, Token);
        await Task.Delay(300, Token);
        await _sshd.SignalSessionsAsync("STOP");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => running.WaitAsync(TimeSpan.FromSeconds(15), Token));
        Assert.Equal(("HostConnectionLost", true), (error.Code, error.IsTransient));
        Assert.Equal("again\n", (await _channel.RunCommandAsync("echo again", null, Token)).Output);
        await _sshd.SignalSessionsAsync("KILL");
    }

    [Fact]
    public async Task RunCommandAsync_ConnectionCut_IsNoticedAtOnce()
    {
        Task<CommandResult> running = _channel.RunCommandAsync("sleep 30", null, Token);
        await Task.Delay(300, Token);
        await _sshd.SignalSessionsAsync("KILL");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => running.WaitAsync(TimeSpan.FromSeconds(5), Token));
        Assert.Equal("HostConnectionLost", error.Code);
    }

    /// <summary>As a machine that restarts does: packets go nowhere for a while, and what comes next is answered by a reset, to the command and the probe at once.</summary>
    [Fact]
    public async Task RunCommandAsync_ConnectionResetWhileAQuietCommandIsProbed_IsALostConnection()
    {
        Task<CommandResult> running = _channel.RunCommandAsync("sleep 30", null, Token);
        await Task.Delay(300, Token);
        await _sshd.SignalSessionsAsync("STOP");
        await Task.Delay(1500, Token);
        Assert.False(running.IsCompleted, "the probe is under way and unanswered");
        await _sshd.SignalSessionsAsync("KILL");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => running.WaitAsync(TimeSpan.FromSeconds(5), Token));
        Assert.Equal(("HostConnectionLost", ErrorKind.Unreachable), (error.Code, error.Kind));
        Assert.Equal("again\n", (await _channel.RunCommandAsync("echo again", null, Token)).Output);
    }

    [Fact]
    public async Task StreamAsync_ConnectionResetWhileAQuietCommandIsProbed_IsALostConnection()
    {
        Task<CommandResult> running = ((SshChannel)_channel).StreamAsync("sleep 30", (_, output) => output.CopyTo(Stream.Null), Token);
        await Task.Delay(300, Token);
        await _sshd.SignalSessionsAsync("STOP");
        await Task.Delay(1500, Token);
        Assert.False(running.IsCompleted, "the probe is under way and unanswered");
        await _sshd.SignalSessionsAsync("KILL");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => running.WaitAsync(TimeSpan.FromSeconds(5), Token));
        Assert.Equal(("HostConnectionLost", ErrorKind.Unreachable), (error.Code, error.Kind));
    }

    [Fact]
    public async Task FollowAsync_ServerFrozen_IsNoticedByTheSilence()
    {
        SshChannel channel = (SshChannel)_channel;
        List<string> lines = [];
        Task<int?> following = channel.FollowAsync("while :; do echo beat >&2; sleep 0.3; done", null, _ => { }, lines.Add, Token);
        await Task.Delay(3000, Token);
        Assert.False(following.IsCompleted, "heartbeats keep it alive beyond the silence limit");
        await _sshd.SignalSessionsAsync("STOP");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => following.WaitAsync(TimeSpan.FromSeconds(8), Token));
        Assert.Equal("HostConnectionLost", error.Code);
        Assert.True(lines.Count > 5);
        await _sshd.SignalSessionsAsync("KILL");
    }

    [Fact]
    public async Task ReadFactsAsync_ThisMachine_SaysWhatItIs()
    {
        HostFacts facts = await _channel.ReadFactsAsync(Token);
        Assert.Equal((await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id", Token)).Trim(), facts.BootId);
        Assert.Contains(facts.OsId + "", await File.ReadAllTextAsync("/etc/os-release", Token));
        Assert.NotEmpty(facts.Architecture);
        Assert.Equal(Directory.Exists("/run/systemd/system"), facts.HasSystemd);
    }
}
