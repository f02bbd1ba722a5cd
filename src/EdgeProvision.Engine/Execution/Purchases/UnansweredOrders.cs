using EdgeProvision.Engine.Operations;

namespace EdgeProvision.Engine.Execution.Purchases;

/// <summary>
/// Orders of machines that the provider has not answered yet. Their answers are awaited although a stop was asked for; whoever asked is told at
/// once, because a command that says nothing for so long looks as if it hung.
/// </summary>
public sealed class UnansweredOrders
{
    private readonly Lock _lock = new();
    private readonly List<Order> _orders = [];

    /// <summary>Notes an order; it is under way until what is returned is disposed of.</summary>
    /// <param name="hostKey">The host that the machine is for.</param>
    /// <param name="longest">How long its answer is awaited after a stop.</param>
    public IDisposable Add(string hostKey, TimeSpan longest)
    {
        var order = new Order(this, hostKey, longest);
        lock (_lock)
            _orders.Add(order);
        return order;
    }

    /// <summary>A stop has been asked for: says what it has to wait for, if there is anything.</summary>
    internal void Tell(Action<OperationEvent> report)
    {
        OperationEvent.Stopping stopping;
        lock (_lock)
        {
            if (_orders.Count == 0)
                return;
            stopping = new OperationEvent.Stopping([.. _orders.Select(o => o.HostKey).Order(StringComparer.Ordinal)], _orders.Max(o => o.Longest));
        }

        report(stopping);
    }

    private void Remove(Order order)
    {
        lock (_lock)
            _orders.Remove(order);
    }

    private sealed class Order(UnansweredOrders orders, string hostKey, TimeSpan longest) : IDisposable
    {
        public string HostKey => hostKey;

        public TimeSpan Longest => longest;

        public void Dispose() => orders.Remove(this);
    }
}
