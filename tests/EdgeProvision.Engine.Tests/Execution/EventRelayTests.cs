using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Operations;

namespace EdgeProvision.Engine.Tests.Execution;

public sealed class EventRelayTests
{
    private sealed class Observer(Action<OperationEvent> see) : IOperationObserver
    {
        public void OnEvent(OperationEvent operationEvent) => see(operationEvent);
    }

    private static OperationEvent Warning(string text) => new OperationEvent.Message(MessageLevel.Warning, text);

    [Fact]
    public void Send_TheSameWarningTwice_TellsItOnce()
    {
        List<OperationEvent> seen = [];
        var relay = new EventRelay(new Observer(seen.Add), "id");

        relay.Send(Warning("w"));
        relay.Send(Warning("w"));

        Assert.Single(seen);
        Assert.Equal(["w"], relay.Warnings);
    }

    [Fact]
    public void Send_ToAnObserverThatFails_GoesOnAndSaysSo()
    {
        var relay = new EventRelay(new Observer(_ => throw new InvalidOperationException("display")), "id");

        relay.Send(Warning("w"));

        Assert.Contains("w", relay.Warnings);
        Assert.Contains(relay.Warnings, w => w.Contains("InvalidOperationException", StringComparison.Ordinal));
    }

    [Fact]
    public void Send_FromManySteps_NeverRunsTheObserverTwiceAtOnce()
    {
        var inside = 0;
        var overlaps = 0;
        var relay = new EventRelay(
            new Observer(_ =>
            {
                if (Interlocked.Increment(ref inside) > 1)
                    Interlocked.Increment(ref overlaps);
                Interlocked.Decrement(ref inside);
            }), "id");

        Parallel.For(0, 200, i => relay.Send(Warning("w" + i)));

        Assert.Equal(0, overlaps);
        Assert.Equal(200, relay.Warnings.Count);
    }
}
