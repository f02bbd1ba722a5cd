using System.Net.Sockets;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Model;
using Microsoft.Extensions.Time.Testing;
using Renci.SshNet.Common;

namespace EdgeProvision.Engine.Tests.Hosts.Ssh;

/// <summary>When attempts are repeated, on a clock that the test moves.</summary>
public sealed class ConnectLoopTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TimeSpan> _attempts = [];

    private static HostConnection Connection(bool accept = true, int seconds = 600) =>
        new("10.0.0.1", 22, "root", new("x", null, null, "", "k"), null, accept, TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task RunAsync_HostThatNeverAnswers_EndsAtTheDeadlineNamingTimeAndCause()
    {
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => RunAsync(Connection(), _ => throw new SocketException((int)SocketError.ConnectionRefused)));
        Assert.Equal(("HostUnreachable", ErrorKind.Timeout), (error.Code, error.Kind));
        Assert.Contains("10 minutes", error.Message);
        Assert.Contains("refused", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(_attempts.Count, 60, 120);
        Assert.True(_attempts[^1] < TimeSpan.FromSeconds(600));
    }

    [Fact]
    public async Task RunAsync_PausesGrowToTheLongest()
    {
        await Assert.ThrowsAsync<EdgeException>(() => RunAsync(Connection(), _ => throw new TimeoutException()));
        double[] pauses = [.. _attempts.Zip(_attempts.Skip(1), (a, b) => (b - a).TotalSeconds)];
        Assert.Equal([0.5, 1, 2, 4, 8, 8], pauses[..6].Select(p => Math.Round(p, 2)));
    }

    [Fact]
    public async Task RunAsync_LastAttempts_GetWhatIsLeftOfTheDeadline()
    {
        List<TimeSpan> granted = [];
        await Assert.ThrowsAsync<EdgeException>(() => RunAsync(Connection(seconds: 30), left =>
        {
            granted.Add(left);
            throw new TimeoutException();
        }));
        Assert.Equal(TimeSpan.FromSeconds(20), granted[0]);
        Assert.True(granted[^1] < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task RunAsync_RefusedByKnownHost_IsFinalAtOnce()
    {
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => RunAsync(Connection(accept: false), _ => throw new SshAuthenticationException("no")));
        Assert.Equal("SshLoginRefused", error.Code);
        Assert.Contains("the key offered", error.Message);
        Assert.Single(_attempts);
    }

    [Fact]
    public async Task RunAsync_RefusedByNewMachine_IsFinalAfterTheGraceAndNeverFasterThanOpenSshForgives()
    {
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => RunAsync(Connection(), _ => throw new SshAuthenticationException("no")));
        Assert.Equal("SshLoginRefused", error.Code);
        Assert.InRange(_attempts[^1].TotalSeconds, 20, 30);
        Assert.All(_attempts.Zip(_attempts.Skip(1), (a, b) => b - a), pause => Assert.True(pause >= TimeSpan.FromSeconds(1.9)));
    }

    [Fact]
    public async Task RunAsync_OwnErrorOfAnAttempt_IsFinal()
    {
        EdgeException thrown = new("HostKeyChanged", ErrorKind.Security, "x");
        Assert.Same(thrown, await Assert.ThrowsAsync<EdgeException>(() => RunAsync(Connection(), _ => throw thrown)));
        Assert.Single(_attempts);
    }

    private async Task<int> RunAsync(HostConnection connection, Func<TimeSpan, int> attempt)
    {
        DateTimeOffset begin = _time.GetUtcNow();
        Task<int> running = new ConnectLoop(new SshSettings(), _time, () => 0.5).RunAsync(
            connection, "the key offered",
            (left, _) =>
            {
                _attempts.Add(_time.GetUtcNow() - begin);
                try
                {
                    return Task.FromResult(attempt(left));
                }
                catch (Exception error)
                {
                    return Task.FromException<int>(error);
                }
            },
            TestContext.Current.CancellationToken);
        while (!running.IsCompleted)
            _time.Advance(TimeSpan.FromMilliseconds(100));
        return await running;
    }
}
