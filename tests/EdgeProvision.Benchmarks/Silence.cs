using EdgeProvision.Engine.Operations;

namespace EdgeProvision.Benchmarks;

/// <summary>An observer that costs nothing.</summary>
internal sealed class Silence : IOperationObserver
{
    public void OnEvent(OperationEvent operationEvent)
    {
    }
}
