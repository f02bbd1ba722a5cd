namespace EdgeProvision.Sandbox.Tests.Packet;

public sealed class PacketRateLimitTests
{
    [Fact]
    public async Task Call_OverTheLimit_Is429UntilTheWindowEnds()
    {
        await using var bench = new PacketBench(options => options with { RateLimit = 2, RateWindow = TimeSpan.FromSeconds(10) });
        var first = await bench.CallAsync("GET", "/projects");
        Assert.Equal(("2", "1"), (first.Headers["X-RateLimit-Limit"], first.Headers["X-RateLimit-Remaining"]));
        Assert.Equal(bench.Clock.GetUtcNow().ToString("R", System.Globalization.CultureInfo.InvariantCulture), first.Headers["Date"]);
        Assert.Equal(200, (await bench.CallAsync("GET", "/projects")).Status);
        bench.Clock.Advance(TimeSpan.FromSeconds(4));
        var refused = await bench.CallAsync("GET", "/projects");
        Assert.Equal((429, "6"), (refused.Status, refused.Headers["Retry-After"]));
        Assert.Equal(200, (await bench.CallAsync("GET", "/projects", token: "token-2")).Status);
        bench.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(200, (await bench.CallAsync("GET", "/projects")).Status);
    }
}
