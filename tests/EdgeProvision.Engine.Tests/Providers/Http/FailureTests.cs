using System.Text;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Http;

public sealed class FailureTests
{
    [Theory]
    [InlineData(401, "ProviderTokenRefused", ErrorKind.AccessDenied)]
    [InlineData(403, "ProviderNotAuthorized", ErrorKind.AccessDenied)]
    [InlineData(404, "ProviderNotFound", ErrorKind.NotFound)]
    [InlineData(422, "ProviderRefused", ErrorKind.Refused)]
    [InlineData(400, "ProviderRefused", ErrorKind.Refused)]
    [InlineData(408, "ProviderTimeout", ErrorKind.Timeout)]
    [InlineData(429, "ProviderRateLimited", ErrorKind.LimitReached)]
    [InlineData(500, "ProviderUnavailable", ErrorKind.Unreachable)]
    [InlineData(503, "ProviderUnavailable", ErrorKind.Unreachable)]
    public async Task Send_ErrorStatus_NamesAttemptEndpointStatusAndText(int status, string code, ErrorKind kind)
    {
        var world = new ProviderWorld(o => o with { MaxRepeats = 0 });
        world.Service.Answer(status, """{"errors":["first reason","second reason"]}""");

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.PowerAsync("d-1", Engine.Providers.PowerAction.Off, TestContext.Current.CancellationToken));

        Assert.Equal((code, kind, "d-1"), (error.Code, error.Kind, error.Target));
        Assert.Contains("ask device d-1 for power_off", error.Message);
        Assert.Contains("packet at https://packet.test", error.Message);
        Assert.Contains($"({status}: first reason; second reason)", error.Message);
        Assert.NotNull(error.RecommendedAction);
        Assert.Equal(status is 408 or 429 or >= 500, error.IsTransient);
    }

    [Theory]
    [InlineData("ams1 has no capacity for this plan")]
    [InlineData("Project device quota exceeded")]
    [InlineData("The plan is out of stock")]
    public async Task Send_RefusalAboutQuotaOrStock_IsLimitReached(string text)
    {
        var world = new ProviderWorld();
        world.Service.Answer(422, $$"""{"error":"{{text}}"}""");

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.DeleteDeviceAsync("d-1", TestContext.Current.CancellationToken));

        Assert.Equal(("ProviderRefused", ErrorKind.LimitReached), (error.Code, error.Kind));
    }

    [Fact]
    public async Task Send_TokenRefused_SaysWhereTheTokenCameFromButNeverTheToken()
    {
        var world = new ProviderWorld();
        world.Service.Answer(401, $$"""{"error":"Invalid token {{ProviderWorld.Token}}"}""");

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken));

        Assert.Contains("They came from PACKET_TOKEN of the environment.", error.Message);
        Assert.Contains("Invalid token ***", error.Message);
        Assert.DoesNotContain(ProviderWorld.Token, ProviderWorld.Shown(error));
    }

    [Fact]
    public async Task Send_ErrorTextWithControlCharactersAndGreatLength_IsCleanedAndCapped()
    {
        var world = new ProviderWorld();
        world.Service.Answer(422, "{\"error\":\"bad\\u001b[31m\\r\\nthing\\u202e" + new string('x', 5000) + "\"}");

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.DeleteDeviceAsync("d-1", TestContext.Current.CancellationToken));

        Assert.Contains("bad [31m thing", error.Message);
        Assert.DoesNotContain(error.Message, c => char.IsControl(c) || c == '\u202e');
        Assert.True(error.Message.Length < 900);
    }

    [Theory]
    [InlineData(200, "<html><body>Please log in</body></html>", "an HTML page")]
    [InlineData(200, "{\"devices\":[{\"id\":\"d", "JSON that breaks off")]
    [InlineData(200, "hello", "text that is not JSON")]
    [InlineData(200, "{}", "it has no list 'devices'")]
    [InlineData(200, "[]", "it has no list 'devices'")]
    [InlineData(200, "", "it has no list 'devices'")]
    [InlineData(200, "{\"devices\":[{\"state\":\"active\"}]}", "has no id")]
    [InlineData(200, "{\"devices\":[{\"id\":\"d-1\",\"tags\":[\"edge-provision=p-1\"]}]}", "has no id, no state or no time of creation")]
    [InlineData(404, "<h1>Not found</h1>", "an HTML page")]
    public async Task List_AnswerThatIsNoList_IsInvalidAnswer(int status, string body, string expected)
    {
        var world = new ProviderWorld();
        world.Service.Answer(status, body);

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken));

        Assert.Equal(("ProviderInvalidAnswer", ErrorKind.InvalidAnswer), (error.Code, error.Kind));
        Assert.Contains(expected, error.Message);
        Assert.DoesNotContain("log in<", error.Message);
    }

    [Fact]
    public async Task Send_OversizedAnswer_IsInvalidAnswerAndNotRead()
    {
        var world = new ProviderWorld(o => o with { MaxAnswerBytes = 100 });
        world.Service.Body(200, new MemoryStream(Encoding.UTF8.GetBytes(new string(' ', 5000))));

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken));

        Assert.Equal("ProviderInvalidAnswer", error.Code);
        Assert.Contains("larger than 100 bytes", error.Message);
    }

    [Fact]
    public async Task Send_RedirectToAnotherHost_IsNotFollowed()
    {
        var world = new ProviderWorld();
        world.Service.Answer(302, "", "text/plain", ("Location", "https://evil.test/x?token=1"));

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken));

        Assert.Single(world.Service.Requests);
        Assert.Equal("ProviderInvalidAnswer", error.Code);
        Assert.Contains("redirects to https://evil.test,", error.Message);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, "no connection could be opened")]
    [InlineData(HttpRequestError.NameResolutionError, "name is not known")]
    [InlineData(HttpRequestError.SecureConnectionError, "no secure connection")]
    [InlineData(HttpRequestError.ResponseEnded, "broke before the answer")]
    public async Task Send_TransportFailure_IsUnreachableWithTheReason(HttpRequestError reason, string expected)
    {
        var world = new ProviderWorld(o => o with { MaxRepeats = 0 });
        world.Service.Fail(new HttpRequestException(reason, "inner"));

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken));

        Assert.Equal(("ProviderUnreachable", ErrorKind.Unreachable, true), (error.Code, error.Kind, error.IsTransient));
        Assert.Contains(expected, error.Message);
        Assert.DoesNotContain("inner", error.Message);
    }

    [Fact]
    public async Task Send_NoAnswer_EndsAtTheDeadlineOnTheClock()
    {
        var world = new ProviderWorld(o => o with { MaxRepeats = 0 });
        world.Service.Hang();

        var call = world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);
        var elapsed = await world.Time.RunAsync(call, TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => call);
        Assert.Equal(("ProviderTimeout", ErrorKind.Timeout), (error.Code, error.Kind));
        Assert.Contains("within 60 s", error.Message);
        Assert.InRange(elapsed.TotalSeconds, 60, 61);
    }

    [Fact]
    public async Task Send_Cancelled_ThrowsCancellationAtOnce()
    {
        var world = new ProviderWorld();
        world.Service.Hang();
        using var stop = new CancellationTokenSource();

        var call = world.Driver.GetDeviceAsync("d-1", stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("Stopped", Assert.Single(world.Trace).Failure);
    }

    [Fact]
    public async Task Send_Anything_TracesMethodPathStatusAndNoToken()
    {
        var world = new ProviderWorld(endpoint: "https://packet.test/metal/v1/");
        world.Service.Answer(200, ProviderWorld.Page(""));

        await world.Driver.ListDevicesAsync($"p-{ProviderWorld.Token}", TestContext.Current.CancellationToken);

        var line = Assert.Single(world.Trace);
        Assert.Equal(("GET", 200, (string?)null), (line.Method, line.Status, line.Failure));
        Assert.StartsWith($"packet GET /projects/{ProviderWorld.Project}/devices?tag=", line.ToString());
        Assert.DoesNotContain(ProviderWorld.Token, line.ToString());
        var request = Assert.Single(world.Service.Requests);
        Assert.StartsWith("/metal/v1/projects/", request.PathAndQuery);
        Assert.Equal(ProviderWorld.Token, request.Headers["X-Auth-Token"]);
    }

    [Fact]
    public void Filter_SecretInAnyForm_IsHidden()
    {
        var filter = new SecretFilter(["a/b+c?d", "abc"]);

        Assert.Equal("x *** y *** abc", filter.Apply("x a/b+c?d y a%2Fb%2Bc%3Fd abc"));
    }
}
