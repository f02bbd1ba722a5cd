using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Operations;

namespace EdgeProvision.Engine.Tests.Execution.Purchases;

public sealed class UnansweredOrdersTests
{
    private readonly UnansweredOrders _orders = new();
    private readonly List<OperationEvent> _events = [];

    [Fact]
    public void Tell_WithNothingUnderWay_SaysNothing()
    {
        _orders.Add("a", TimeSpan.FromSeconds(30)).Dispose();

        _orders.Tell(_events.Add);

        Assert.Empty(_events);
    }

    [Fact]
    public void Tell_WithOrdersUnderWay_NamesTheirHostsAndTheLongestWait()
    {
        _orders.Add("b", TimeSpan.FromSeconds(30));
        _orders.Add("gone", TimeSpan.FromSeconds(90)).Dispose();
        _orders.Add("a", TimeSpan.FromSeconds(20));

        _orders.Tell(_events.Add);

        var stopping = Assert.IsType<OperationEvent.Stopping>(Assert.Single(_events));
        Assert.Equal(["a", "b"], stopping.Hosts);
        Assert.Equal(TimeSpan.FromSeconds(30), stopping.Longest);
        Assert.Contains("the order of a machine for a, b", stopping.Text, StringComparison.Ordinal);
        Assert.Contains("at most 30 s", stopping.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfManyOrders_StaysOneLine()
    {
        var stopping = new OperationEvent.Stopping([.. Enumerable.Range(1, 50).Select(n => $"node{n}")], TimeSpan.FromSeconds(30));

        Assert.Contains("node5 and 45 more", stopping.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("node6", stopping.Text, StringComparison.Ordinal);
    }
}
