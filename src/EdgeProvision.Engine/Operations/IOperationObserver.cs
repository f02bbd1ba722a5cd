using EdgeProvision.Model;

namespace EdgeProvision.Engine.Operations;

/// <summary>What happens, as it happens. Called from any thread, one call at a time; must not block.</summary>
public interface IOperationObserver
{
    /// <summary>Something happened.</summary>
    void OnEvent(OperationEvent operationEvent);
}
