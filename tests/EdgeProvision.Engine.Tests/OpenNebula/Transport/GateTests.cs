using System.Net.Sockets;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class GateTests
{
    private readonly FakeFrontEnd _frontEnd = new();
    private int _passed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_ThroughAGatedClient_PassesTheGateBeforeItIsSent()
    {
        using var client = _frontEnd.Client();
        var sentBefore = -1;
        var gated = client.WithGate(_ =>
        {
            sentBefore = _frontEnd.Calls.Count;
            return ValueTask.CompletedTask;
        });

        await gated.Hosts.DeleteAsync(1, Token);

        Assert.Equal(0, sentBefore);
        Assert.Single(_frontEnd.Calls);
    }

    [Fact]
    public async Task Write_GateRefuses_NothingIsSentAndItsErrorIsTheAnswer()
    {
        using var client = _frontEnd.Client();
        var lost = new EdgeException("LockLost", ErrorKind.Changed, "The lock was taken over.");

        Assert.Same(lost, await Assert.ThrowsAsync<EdgeException>(() => client.WithGate(_ => throw lost).Hosts.DeleteAsync(1, Token)));

        Assert.Empty(_frontEnd.Calls);
        await client.Hosts.DeleteAsync(1, Token);
    }

    [Fact]
    public async Task Write_Repeated_PassesTheGateEachTime()
    {
        var time = new FakeTimeProvider();
        _frontEnd.Answer = (_, _) => _frontEnd.Calls.Count < 3
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.ConnectionRefused))
            : Task.FromResult(FakeFrontEnd.SuccessId(1));
        using var client = new FrontEndClient(_frontEnd.Options(time, retry: new FrontEndRetryOptions()));

        await time.RunAsync(client.WithGate(Pass).Hosts.DeleteAsync(1, Token));

        Assert.Equal(3, _passed);
    }

    [Fact]
    public async Task ReadsAndBeats_ThroughAGatedClient_DoNotPassTheGate()
    {
        _frontEnd.Answer = (call, _) => Task.FromResult(
            call.Method == "one.host.info" ? FakeFrontEnd.Success(Recorded.Xml("host-new")) : FakeFrontEnd.SuccessId(0));
        using var client = _frontEnd.Client();
        var gated = client.WithGate(Pass);

        await gated.Hosts.InfoAsync(0, SecretView.Cipher, Token);
        await gated.Templates.BeatAsync(10, "EDGE_BEAT=\"2\"", Token);

        Assert.Equal(0, _passed);
        Assert.Equal(2, _frontEnd.Calls.Count);
    }

    [Fact]
    public async Task Write_ThroughTheFirstClient_DoesNotPassTheGateOfItsCopy()
    {
        using var client = _frontEnd.Client();
        client.WithGate(Pass).Dispose();

        await client.Hosts.DeleteAsync(1, Token);

        Assert.Equal(0, _passed);
    }

    private ValueTask Pass(CancellationToken token)
    {
        Interlocked.Increment(ref _passed);
        return ValueTask.CompletedTask;
    }
}
