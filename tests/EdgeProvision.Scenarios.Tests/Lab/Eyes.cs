using System.Collections.Concurrent;
using EdgeProvision.Engine.Operations;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>Keeps what happened.</summary>
internal sealed class Eyes : IOperationObserver
{
    public ConcurrentQueue<OperationEvent> Events { get; } = new();

    public void OnEvent(OperationEvent operationEvent) => Events.Enqueue(operationEvent);
}
