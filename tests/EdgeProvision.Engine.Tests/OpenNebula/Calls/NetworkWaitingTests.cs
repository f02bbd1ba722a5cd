using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class NetworkWaitingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeFrontEnd _frontEnd = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitReady_BeingMade_ReturnsWhenReady()
    {
        States(0, 2, 2, 1);

        var network = await _time.RunAsync(Client().Networks.WaitReadyAsync(0, Limit, Token));

        Assert.Equal(NetworkState.Ready, network.State);
        Assert.Equal(4, _frontEnd.Calls.Count);
    }

    [Fact]
    public async Task WaitReady_ReleaseWithoutStates_ReturnsAtOnce()
    {
        States([null]);

        Assert.Null((await _time.RunAsync(Client().Networks.WaitReadyAsync(0, Limit, Token))).State);
    }

    [Theory]
    [InlineData("Sun Nov 22 16:51:51 2026 : provider says 422: no addresses left", "OpenNebula says: provider says 422: no addresses left.", "Put right what it names")]
    [InlineData("Sun Nov  1 16:51:51 2026 : Request timeout", "OpenNebula says: Request timeout.", "gave up waiting")]
    [InlineData("Sun Nov 22 16:51:51 2026 : AR not found in IPAM driver response", "OpenNebula says: AR not found in IPAM driver response.", "Correct the driver")]
    [InlineData("Sun Nov 22 16:51:51 2026 : ", "no reason", "IPAM_MAD")]
    [InlineData("", "no reason", "IPAM_MAD")]
    public async Task WaitReady_Error_GivesTheDriversReasonAndAdvisesOnIt(string text, string expected, string advice)
    {
        _frontEnd.Answer = (_, _) => Task.FromResult(FakeFrontEnd.Success(
            Network(5).Replace("<TEMPLATE>", $"<TEMPLATE><ERROR><![CDATA[{text}]]></ERROR>", StringComparison.Ordinal)));

        var failure = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().Networks.WaitReadyAsync(0, Limit, Token)));

        Assert.Equal(FrontEndErrorCodes.NetworkFailed, failure.Code);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(advice == "IPAM_MAD", failure.RecommendedAction!.Contains("IPAM_MAD", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task WaitReady_NeverReady_EndsAtTheLimit(int state)
    {
        States(state);
        var started = _time.GetUtcNow();

        var failure = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().Networks.WaitReadyAsync(0, Limit, Token)));

        Assert.Equal(FrontEndErrorCodes.NetworkTimeout, failure.Code);
        Assert.InRange(_time.GetUtcNow() - started, Limit, Limit + TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task WaitReady_DeletedMeanwhile_IsAnError()
    {
        States(2, 3);

        Assert.Equal(
            ErrorKind.Changed,
            (await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().Networks.WaitReadyAsync(0, Limit, Token)))).Kind);
    }

    [Fact]
    public async Task WaitGone_BeingDeleted_ReturnsWhenItDoesNotExist()
    {
        var looks = 0;
        _frontEnd.Answer = (_, _) => Task.FromResult(
            ++looks < 4 ? FakeFrontEnd.Success(Network(3)) : FakeFrontEnd.Failure(1024, "[one.vn.info] Error getting virtual network [0].", 0));

        await _time.RunAsync(Client().Networks.WaitGoneAsync(0, Limit, Token));

        Assert.Equal(4, looks);
    }

    [Fact]
    public async Task WaitGone_StuckInDeletion_EndsAtTheLimit()
    {
        States(3);

        var failure = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().Networks.WaitGoneAsync(0, Limit, Token)));

        Assert.Equal(FrontEndErrorCodes.NetworkTimeout, failure.Code);
        Assert.Contains("LockDelete", failure.Message, StringComparison.Ordinal);
    }

    private static string Network(int? state) => Recorded.Xml("network")
        .Replace("<STATE><![CDATA[1]]></STATE>", state is null ? "" : $"<STATE><![CDATA[{state}]]></STATE>", StringComparison.Ordinal);

    private FrontEndClient Client() => _frontEnd.Client(_time);

    private void States(params int?[] states)
    {
        var next = 0;
        _frontEnd.Answer = (_, _) => Task.FromResult(FakeFrontEnd.Success(Network(states[Math.Min(next++, states.Length - 1)])));
    }
}
