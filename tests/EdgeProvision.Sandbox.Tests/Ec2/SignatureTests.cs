using System.Text;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Ec2.Signing;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Tests.Ec2;

public sealed class SignatureTests : IAsyncDisposable
{
    private static readonly byte[] Body = "Action=DescribeRegions&Version=2016-11-15"u8.ToArray();
    private readonly Ec2Bench _bench = new(options => options with
    {
        Tenants =
        [
            .. options.Tenants,
            new Ec2Tenant("ASIATEMPORARY", "secret", "333333333333") { SessionToken = "session", ExpiresAt = new DateTimeOffset(2026, 11, 22, 13, 0, 0, TimeSpan.Zero) },
            new Ec2Tenant("AKIDREADER", "secret", "333333333333") { DeniedActions = new HashSet<string> { "CreateVpc" } },
        ],
    });

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    // The vendor's published examples of signature version 4.
    [Theory]
    [InlineData("Host: example.amazonaws.com|X-Amz-Date: 20150830T123600Z", "", "service", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("Host: example.amazonaws.com|X-Amz-Date: 20150830T123600Z", "Param2=value2&Param1=value1", "service", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData(
        "Content-Type: application/x-www-form-urlencoded; charset=utf-8|Host: iam.amazonaws.com|X-Amz-Date: 20150830T123600Z", "Action=ListUsers&Version=2010-05-08", "iam",
        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")]
    public void Compute_PublishedExample_GivesItsSignature(string headers, string query, string service, string signature)
    {
        var pairs = headers.Split('|').Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var authorization = new SignedAuthorization("AKIDEXAMPLE", "20150830", "us-east-1", service, [.. pairs.Keys.Select(name => name.ToLowerInvariant())], "");
        var call = new HttpCall("GET", "/", query, pairs, []);
        Assert.Equal(signature, RequestSignature.Compute(call, authorization, "20150830T123600Z", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
    }

    [Fact]
    public async Task Call_Signed_IsAnsweredWhetherFormOrQuery()
    {
        Assert.Equal(200, (await SendAsync(Ec2Bench.Sign("POST", "", Body, Ec2Bench.Own, "eu-west-1", _bench.Clock.GetUtcNow()))).Status);
        var query = "Version=2016-11-15&RegionName.1=us-east-1&Action=DescribeRegions";
        var reply = await SendAsync(Ec2Bench.Sign("GET", query, [], Ec2Bench.Own, "eu-west-1", _bench.Clock.GetUtcNow()));
        Assert.Contains("<regionName>us-east-1</regionName>", Encoding.UTF8.GetString(reply.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("<regionName>us-west-2</regionName>", Encoding.UTF8.GetString(reply.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Unsigned_IsMissingToken() =>
        Assert.Equal("403 MissingAuthenticationToken", Ec2Bench.Refusal(await SendAsync(new HttpCall("POST", "/", "", new Dictionary<string, string>(), Body))));

    [Theory]
    [InlineData("AKIDNOBODY", "secret", "us-east-1", 0, "401 AuthFailure")]
    [InlineData("AKIDOWN", "wrong", "us-east-1", 0, "403 SignatureDoesNotMatch")]
    [InlineData("AKIDOWN", "own-secret", "moon-1", 0, "403 SignatureDoesNotMatch")]
    [InlineData("AKIDOWN", "own-secret", "us-east-1", -301, "400 RequestExpired")]
    [InlineData("AKIDOWN", "own-secret", "us-east-1", 301, "400 RequestExpired")]
    public async Task Call_WrongKeyRegionOrTime_IsRefused(string key, string secret, string region, int seconds, string refusal)
    {
        var tenant = new Ec2Tenant(key, secret, "");
        Assert.Equal(refusal, Ec2Bench.Refusal(await SendAsync(Ec2Bench.Sign("POST", "", Body, tenant, region, _bench.Clock.GetUtcNow().AddSeconds(seconds)))));
    }

    [Fact]
    public async Task Call_SignedForAnotherService_IsRefused() => Assert.Equal("403 SignatureDoesNotMatch", Ec2Bench.Refusal(
        await SendAsync(Ec2Bench.Sign("POST", "", Body, Ec2Bench.Own, Ec2Bench.Region, _bench.Clock.GetUtcNow(), service: "s3"))));

    [Fact]
    public async Task Call_BodyOrHeadersChangedOnTheWay_IsRefused()
    {
        var call = Ec2Bench.Sign("POST", "", Body, Ec2Bench.Own, Ec2Bench.Region, _bench.Clock.GetUtcNow());
        Assert.Equal("403 SignatureDoesNotMatch", Ec2Bench.Refusal(await SendAsync(call with { Body = "Action=DescribeVpcs&Version=2016-11-15"u8.ToArray() })));
        Assert.Equal("403 SignatureDoesNotMatch", Ec2Bench.Refusal(await SendAsync(call with { Query = "x=y" })));
        Assert.Equal("403 SignatureDoesNotMatch", Ec2Bench.Refusal(await SendAsync(call with { Headers = With(call, "Host", "elsewhere") })));
        Assert.Equal("403 SignatureDoesNotMatch", Ec2Bench.Refusal(await SendAsync(call with { Headers = With(call, "X-Amz-Extra", "1") })));
        Assert.Equal(200, (await SendAsync(call)).Status);
    }

    [Fact]
    public async Task Call_TemporaryCredentials_NeedTheirTokenAndEnd()
    {
        var temporary = new Ec2Tenant("ASIATEMPORARY", "secret", "") { SessionToken = "session" };
        Assert.Equal(200, (await SendAsync(Signed(temporary))).Status);
        Assert.Equal("401 AuthFailure", Ec2Bench.Refusal(await SendAsync(Signed(temporary with { SessionToken = null }))));
        Assert.Equal("401 AuthFailure", Ec2Bench.Refusal(await SendAsync(Signed(temporary with { SessionToken = "another" }))));
        Assert.Equal("401 AuthFailure", Ec2Bench.Refusal(await SendAsync(Signed(Ec2Bench.Own with { SessionToken = "session" }))));
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("400 RequestExpired", Ec2Bench.Refusal(await SendAsync(Signed(temporary))));
    }

    [Fact]
    public async Task Call_ActionThatThePolicyDenies_IsUnauthorizedOperation()
    {
        var reader = new Ec2Tenant("AKIDREADER", "secret", "");
        Assert.Equal("403 UnauthorizedOperation", Ec2Bench.Refusal(await SendAsync(_bench.Sign("CreateVpc", ["CidrBlock=10.0.0.0/16", "DryRun=true"], reader))));
        Assert.Equal("412 DryRunOperation", Ec2Bench.Refusal(await SendAsync(_bench.Sign("DescribeVpcs", ["DryRun=true"], reader))));
    }

    private HttpCall Signed(Ec2Tenant tenant) => Ec2Bench.Sign("POST", "", Body, tenant, Ec2Bench.Region, _bench.Clock.GetUtcNow());

    private Task<HttpReply> SendAsync(HttpCall call) => _bench.SendAsync(call);

    private static Dictionary<string, string> With(HttpCall call, string name, string value) => new(call.Headers, StringComparer.OrdinalIgnoreCase) { [name] = value };
}
