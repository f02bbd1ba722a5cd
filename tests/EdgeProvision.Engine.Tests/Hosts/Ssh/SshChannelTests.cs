using System.Diagnostics;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Hosts.Ssh;

public sealed class SshChannelTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    private readonly SshConnector _connector = Connector(TimeSpan.FromSeconds(20), TimeProvider.System);

    /// <summary>
    /// The clock of <see cref="_still"/>, which the test moves: however long this machine stalls, no probe is sent and no silence noticed before its time.
    /// What SSH.NET itself waits for goes by the real one.
    /// </summary>
    private readonly FakeTimeProvider _clock = new();
    private readonly SshConnector _still;

    private PrivateSshd _sshd = null!;
    private IHostChannel _channel = null!;

    public SshChannelTests() => _still = Connector(Minute, _clock);

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
        _still.Dispose();
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
        await using IHostChannel channel = await _still.ConnectAsync(_sshd.Connection(accept: true), Token);
        string sleep = "sleep 4" + Random.Shared.Next(10_000, 99_999);
        using CancellationTokenSource cancel = new();
        Task<CommandResult> running = channel.RunCommandAsync($"{sleep}; true", null, cancel.Token);
        await UntilAsync(() => RunsAsync(channel, sleep));
        Stopwatch watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"it took {watch.Elapsed}");
        await UntilAsync(async () => !await RunsAsync(channel, sleep));
    }

    [Fact]
    public async Task RunCommandAsync_QuietLongerThanTheSilenceLimit_IsNotTakenForDead()
    {
        // Long enough for a probe that finds no answer to be given up: that is so 17 s after the start.
        using SshConnector connector = Connector(TimeSpan.FromSeconds(11), TimeProvider.System);
        await using IHostChannel channel = await connector.ConnectAsync(_sshd.Connection(accept: true), Token);
        Assert.Equal("done\n", (await channel.RunCommandAsync("sleep 18; echo done", null, Token)).Output);
    }

    [Fact]
    public async Task RunCommandAsync_ServerAllowsOneSession_QuietCommandsRunOneAfterTheOther()
    {
        await using PrivateSshd narrow = await PrivateSshd.StartAsync(maxSessions: 1);
        using SshConnector connector = Connector(TimeSpan.FromSeconds(11), TimeProvider.System);
        await using IHostChannel channel = await connector.ConnectAsync(narrow.Connection(accept: true), Token);
        for (int i = 0; i < 5; i++)
            Assert.Equal("quick\n", (await channel.RunCommandAsync("echo quick", null, Token)).Output);
        Assert.Equal("done\n", (await channel.RunCommandAsync("sleep 18; echo done", null, Token)).Output);
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
        await using IHostChannel channel = await _still.ConnectAsync(_sshd.Connection(accept: true), Token);
        await _sshd.SignalSessionsAsync("STOP");
        using CancellationTokenSource cancel = new(300);
        Stopwatch watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.RunCommandAsync("true", null, cancel.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"it took {watch.Elapsed}");
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
        await using IHostChannel channel = await _still.ConnectAsync(_sshd.Connection(accept: true), Token);
        string sleep = Sleep();
        Task<CommandResult> running = channel.RunCommandAsync(sleep, null, Token);
        await UntilAsync(() => RunsAsync(channel, sleep));
        await _sshd.SignalSessionsAsync("STOP");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => _clock.RunAsync(running));
        Assert.Equal(("HostConnectionLost", true), (error.Code, error.IsTransient));
        Assert.Equal("again\n", (await channel.RunCommandAsync("echo again", null, Token)).Output);
        await _sshd.SignalSessionsAsync("KILL");
    }

    [Fact]
    public async Task RunCommandAsync_ConnectionCut_IsNoticedAtOnce()
    {
        await using IHostChannel channel = await _still.ConnectAsync(_sshd.Connection(accept: true), Token);
        string sleep = Sleep();
        Task<CommandResult> running = channel.RunCommandAsync(sleep, null, Token);
        await UntilAsync(() => RunsAsync(channel, sleep));
        await _sshd.SignalSessionsAsync("KILL");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => running.WaitAsync(Minute, Token));
        Assert.Equal("HostConnectionLost", error.Code);
    }

    /// <summary>As a machine that restarts does: packets go nowhere for a while, and what comes next is answered by a reset, to the command and the probe at once.</summary>
    [Fact]
    public async Task RunCommandAsync_ConnectionResetWhileAQuietCommandIsProbed_IsALostConnection()
    {
        await using IHostChannel channel = await _still.ConnectAsync(_sshd.Connection(accept: true), Token);
        string sleep = Sleep();
        Task<CommandResult> running = channel.RunCommandAsync(sleep, null, Token);
        await UntilAsync(() => RunsAsync(channel, sleep));
        await _sshd.SignalSessionsAsync("STOP");
        await PassIntoTheProbeAsync();
        Assert.False(running.IsCompleted, "the probe is under way and unanswered");
        await _sshd.SignalSessionsAsync("KILL");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => running.WaitAsync(Minute, Token));
        Assert.Equal(("HostConnectionLost", ErrorKind.Unreachable), (error.Code, error.Kind));
        Assert.Equal("again\n", (await channel.RunCommandAsync("echo again", null, Token)).Output);
    }

    [Fact]
    public async Task StreamAsync_ConnectionResetWhileAQuietCommandIsProbed_IsALostConnection()
    {
        await using IHostChannel channel = await _still.ConnectAsync(_sshd.Connection(accept: true), Token);
        string sleep = Sleep();
        Task<CommandResult> running = ((SshChannel)channel).StreamAsync(sleep, (_, output) => output.CopyTo(Stream.Null), Token);
        await UntilAsync(() => RunsAsync(channel, sleep));
        await _sshd.SignalSessionsAsync("STOP");
        await PassIntoTheProbeAsync();
        Assert.False(running.IsCompleted, "the probe is under way and unanswered");
        await _sshd.SignalSessionsAsync("KILL");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => running.WaitAsync(Minute, Token));
        Assert.Equal(("HostConnectionLost", ErrorKind.Unreachable), (error.Code, error.Kind));
    }

    [Fact]
    public async Task FollowAsync_ServerFrozen_IsNoticedByTheSilence()
    {
        await using IHostChannel channel = await _still.ConnectAsync(_sshd.Connection(accept: true), Token);
        int beats = 0;
        Task<int?> following = ((SshChannel)channel).FollowAsync("while :; do echo beat >&2; sleep 0.3; done", null, _ => { }, _ => Interlocked.Increment(ref beats), Token);
        for (int i = 0; i < 6; i++)
        {
            int before = Volatile.Read(ref beats);
            await UntilAsync(() => Task.FromResult(Volatile.Read(ref beats) > before));
            _clock.Advance(Minute / 3);
        }
        Assert.False(following.IsCompleted, "heartbeats keep it alive beyond the silence limit");
        await _sshd.SignalSessionsAsync("STOP");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => _clock.RunAsync(following));
        Assert.Equal("HostConnectionLost", error.Code);
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

    private static SshConnector Connector(TimeSpan silenceLimit, TimeProvider time) => new(
        new SshSettings
        {
            FirstPause = TimeSpan.FromMilliseconds(50), AttemptTimeout = Minute, SilenceLimit = silenceLimit, Heartbeat = TimeSpan.FromMilliseconds(300), ReconnectDeadline = Minute,
        },
        time);

    /// <summary>A command that is quiet for a minute, and that can be told from all others.</summary>
    private static string Sleep() => "sleep 60." + Random.Shared.Next(10_000, 99_999);

    private static async Task<bool> RunsAsync(IHostChannel channel, string command)
    {
        int? status = (await channel.RunCommandAsync($"pgrep -fx '{command}'", null, Token)).ExitStatus;
        Assert.True(status is 0 or 1, $"pgrep ended with {status}");
        return status == 0;
    }

    /// <summary>Waits for what must come, with the patience that a busy machine needs.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (int i = 0; i < 600 && !await holds(); i++)
            await Task.Delay(50, Token);
        Assert.True(await holds());
    }

    /// <summary>The probe is sent after half a minute of silence, and given up a minute after that: its answer is waited for when this ends.</summary>
    private async Task PassIntoTheProbeAsync()
    {
        for (int second = 0; second < 45; second++)
        {
            await Task.Delay(10, Token);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
