using System.Net;
using System.Net.Sockets;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class CallRetryTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeFrontEnd _frontEnd = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_AnswerLostTwice_IsRepeated()
    {
        Answers(Broken, Broken, () => FakeFrontEnd.Success("6.10.5"));

        Assert.Equal(new FrontEndRelease(6, 10, 5), await _time.RunAsync(Client().System.VersionAsync(Token)));
        Assert.Equal(3, _frontEnd.Calls.Count);
    }

    [Fact]
    public async Task Read_NeverAnswered_EndsAfterTheAttempts()
    {
        Answers(Broken);

        var failure = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().System.VersionAsync(Token)));

        Assert.Equal(FrontEndErrorCodes.Unreachable, failure.Code);
        Assert.True(failure.IsTransient);
        Assert.Equal(5, _frontEnd.Calls.Count);
    }

    [Fact]
    public async Task Read_SlowerThanTheBudget_IsNotRepeatedBeyondIt()
    {
        _frontEnd.Answer = async (_, token) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(20), _time, token);
            throw Broken();
        };

        await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().System.VersionAsync(Token)));

        // The first fails at 20 s and starts the budget of 30 s; the second ends inside it, the third does not.
        Assert.Equal(3, _frontEnd.Calls.Count);
    }

    [Fact]
    public async Task Read_NoAnswerInTime_IsATimeout()
    {
        _frontEnd.Answer = Silent;

        var failure = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().System.VersionAsync(Token)));

        Assert.Equal(FrontEndErrorCodes.Timeout, failure.Code);
        Assert.Equal(ErrorKind.Timeout, failure.Kind);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task Read_ProxyWithoutFrontEnd_IsRepeated(HttpStatusCode status)
    {
        Answers(() => FakeFrontEnd.Raw("<html>", status), () => FakeFrontEnd.Success("6.10.5"));

        await _time.RunAsync(Client().System.VersionAsync(Token));

        Assert.Equal(2, _frontEnd.Calls.Count);
    }

    [Fact]
    public async Task Write_AnswerLost_IsNotRepeated()
    {
        Answers(Broken);

        var failure = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().Clusters.AllocateAsync("c1", Token)));

        Assert.Equal(FrontEndErrorCodes.AnswerLost, failure.Code);
        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
        Assert.True(failure.IsTransient);
        Assert.Single(_frontEnd.Calls);
    }

    [Fact]
    public async Task Write_NoAnswerInTime_IsALostAnswer()
    {
        _frontEnd.Answer = Silent;

        var failure = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().Hosts.DeleteAsync(3, Token)));

        Assert.Equal(FrontEndErrorCodes.AnswerLost, failure.Code);
        Assert.Single(_frontEnd.Calls);
    }

    [Fact]
    public async Task Write_UnreadableAnswer_IsALostAnswer()
    {
        Answers(() => FakeFrontEnd.Raw("<?xml version=\"1.0\"?><methodResponse><params>"));

        var failure = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().Hosts.DeleteAsync(3, Token)));

        Assert.Equal(FrontEndErrorCodes.AnswerLost, failure.Code);
        Assert.Equal(FrontEndErrorCodes.InvalidAnswer, Assert.IsType<EdgeException>(failure.InnerException).Code);
    }

    [Fact]
    public async Task Write_WrongPath_IsAnInvalidAnswerSinceNothingRan()
    {
        Answers(() => FakeFrontEnd.Raw(Recorded.Bytes("html-404.txt"), HttpStatusCode.NotFound));

        var failure = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().Hosts.DeleteAsync(3, Token)));

        Assert.Equal(FrontEndErrorCodes.InvalidAnswer, failure.Code);
        Assert.Contains("HTTP 404", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Error 404", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ConnectionRefusedOnce_IsRepeated()
    {
        Answers(Refused, () => FakeFrontEnd.SuccessId(100));

        Assert.Equal(100, await _time.RunAsync(Client().Clusters.AllocateAsync("c1", Token)));
    }

    [Fact]
    public async Task Write_ConnectionAlwaysRefused_IsUnreachableAndSaysHowToCheck()
    {
        Answers(Refused);

        var failure = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().Clusters.AllocateAsync("c1", Token)));

        Assert.Equal(FrontEndErrorCodes.Unreachable, failure.Code);
        Assert.Equal(5, _frontEnd.Calls.Count);
        Assert.Contains("http://one.example.org:2633/RPC2", failure.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("systemctl status opennebula", failure.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_CertificateRefused_IsNotRepeated()
    {
        Answers(() => new HttpRequestException(HttpRequestError.SecureConnectionError, "certificate"));

        var failure = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().System.VersionAsync(Token)));

        Assert.Equal(FrontEndErrorCodes.Unreachable, failure.Code);
        Assert.Contains("secure connection", failure.Message, StringComparison.Ordinal);
        Assert.Single(_frontEnd.Calls);
    }

    [Fact]
    public async Task Beat_ConnectionRefused_IsNotRepeated()
    {
        Answers(Refused);

        await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(Client().Templates.BeatAsync(10, "EDGE_BEAT=\"1\"", Token)));

        Assert.Single(_frontEnd.Calls);
    }

    [Fact]
    public async Task Refusal_OfARead_IsNotRepeated()
    {
        Answers(() => FakeFrontEnd.Failure(1024, "[one.host.info] Error getting host [9].", 9));

        await Assert.ThrowsAsync<FrontEndException>(() => _time.RunAsync(Client().Hosts.InfoAsync(9, SecretView.Cipher, Token)));

        Assert.Single(_frontEnd.Calls);
    }

    [Fact]
    public async Task Read_Cancelled_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        _frontEnd.Answer = Silent;
        var read = Client().System.VersionAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Single(_frontEnd.Calls);
    }

    [Fact]
    public async Task Write_BehindAnIpamDriver_MayTakeMinutes()
    {
        _frontEnd.Answer = async (_, token) =>
        {
            await Task.Delay(TimeSpan.FromMinutes(9), _time, token);
            return FakeFrontEnd.SuccessId(7);
        };

        Assert.Equal(7, await _time.RunAsync(Client().Networks.AllocateAsync("NAME=\"n\"", 100, Token)));
    }

    private FrontEndClient Client() => new(_frontEnd.Options(_time, retry: new FrontEndRetryOptions()));

    private void Answers(params Func<object>[] answers)
    {
        var next = 0;
        _frontEnd.Answer = (_, _) => answers[Math.Min(next++, answers.Length - 1)]() switch
        {
            HttpResponseMessage response => Task.FromResult(response),
            var failure => throw (Exception)failure,
        };
    }

    private static Exception Broken() => new HttpRequestException(
        HttpRequestError.ResponseEnded, "ended", new IOException("the server closed the connection"));

    private static Exception Refused() => new HttpRequestException(
        HttpRequestError.ConnectionError, "refused", new SocketException((int)SocketError.ConnectionRefused));

    private async Task<HttpResponseMessage> Silent(SentCall call, CancellationToken token)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
        throw new InvalidOperationException();
    }
}
