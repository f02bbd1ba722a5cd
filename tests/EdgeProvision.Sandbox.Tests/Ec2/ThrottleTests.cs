namespace EdgeProvision.Sandbox.Tests.Ec2;

public sealed class ThrottleTests : IAsyncDisposable
{
    private readonly Ec2Bench _bench = new(options => options with { Throttles = true });

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Runs_BeyondTheirBucket_AreLimitedUntilItRefills()
    {
        var order = await _bench.OrderAsync();
        for (var number = 0; number < 5; number++)
            await _bench.CallAsync("RunInstances", order);
        Assert.Equal("503 RequestLimitExceeded", await _bench.RefusedAsync("RunInstances", order));
        Assert.Equal(5, _bench.Emulator.Ledger.Entries.Count);
        // Other actions, and other accounts, have buckets of their own.
        await _bench.CallAsync("DescribeInstances");
        await _bench.CallAsAsync(Ec2Bench.Other, Ec2Bench.Region, "RunInstances", order);
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(500));
        await _bench.CallAsync("RunInstances", order);
        Assert.Equal("503 RequestLimitExceeded", await _bench.RefusedAsync("RunInstances", order));
    }

    [Fact]
    public async Task Reads_OfEverything_CostMoreThanThoseThatNameSomething()
    {
        for (var number = 0; number < 50; number++)
            await _bench.CallAsync("DescribeVpcs");
        Assert.Equal("503 RequestLimitExceeded", await _bench.RefusedAsync("DescribeVpcs"));
        await _bench.CallAsync("DescribeVpcs", "MaxResults=10");
    }

    [Fact]
    public async Task Bucket_SetByATest_CountsOneActionOrAll()
    {
        _bench.Emulator.Conditions.SetBucket("DescribeVpcs", 1, 0);
        await _bench.CallAsync("DescribeVpcs");
        Assert.Equal("503 RequestLimitExceeded", await _bench.RefusedAsync("DescribeVpcs"));
        await _bench.CallAsync("DescribeSubnets");
        _bench.Emulator.Conditions.SetBucket("*", 1, 1);
        await _bench.CallAsync("DescribeSubnets");
        Assert.Equal("503 RequestLimitExceeded", await _bench.RefusedAsync("DescribeAddresses"));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.CallAsync("DescribeAddresses");
        _bench.Emulator.Conditions.Reset();
        await _bench.CallAsync("DescribeVpcs");
    }
}
