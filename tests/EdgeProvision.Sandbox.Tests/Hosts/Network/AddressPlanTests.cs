using System.Net;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Hosts.Network;

namespace EdgeProvision.Sandbox.Tests.Hosts.Network;

public sealed class AddressPlanTests
{
    [Fact]
    public void Choose_NothingUsed_TakesTheFirstRanges()
    {
        var plan = AddressPlan.Choose([]);
        Assert.Equal("100.64.0.0/17", plan.Public.ToString());
        Assert.Equal("100.64.128.0/17", plan.Elastic.ToString());
        Assert.Equal("10.64.0.0/16", plan.Private.ToString());
        Assert.Equal("100.64.0.1", plan.Gateway);
        Assert.Equal("100.64.1.1", plan.PublicOf(1));
        Assert.Equal("10.64.2.1", plan.PrivateOf(251));
    }

    [Fact]
    public void Choose_RangesInUse_GoesAroundThem()
    {
        var plan = AddressPlan.Choose([IPNetwork.Parse("100.64.128.7/32"), IPNetwork.Parse("100.65.0.0/16"), IPNetwork.Parse("10.0.0.0/8")]);
        Assert.Equal("100.66.0.0/17", plan.Public.ToString());
        Assert.Equal("172.16.0.0/16", plan.Private.ToString());
    }

    [Fact]
    public void Choose_EverythingInUse_IsAnError() => Assert.Equal("SandboxAddressesExhausted",
        Assert.Throws<EdgeException>(() => AddressPlan.Choose([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12")])).Code);

    [Fact]
    public void PublicOf_EveryMachine_IsDistinctInsideAndOrdinary()
    {
        var plan = AddressPlan.Choose([]);
        var addresses = Enumerable.Range(1, AddressPlan.Capacity).Select(plan.PublicOf).ToList();
        Assert.Equal(addresses.Count, addresses.Distinct().Count());
        Assert.All(addresses, a => Assert.True(plan.Public.Contains(IPAddress.Parse(a))));
        Assert.DoesNotContain(addresses, a => a.EndsWith(".0", StringComparison.Ordinal) || a.EndsWith(".255", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Gateway, addresses);
        Assert.Equal(AddressPlan.Capacity, Enumerable.Range(1, AddressPlan.Capacity).Select(AddressPlan.Mac).Distinct().Count());
    }
}
