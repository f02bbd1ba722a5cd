using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>Which calls change something.</summary>
internal static class Writes
{
    public static bool Is(LoggedCall call) => call.Service == "frontend"
        ? call.RpcMethod is { } method && !method.EndsWith("pool.info", StringComparison.Ordinal) && !method.EndsWith(".info", StringComparison.Ordinal)
            && !method.StartsWith("one.system.", StringComparison.Ordinal)
        : call.Action is { } action ? !action.StartsWith("Describe", StringComparison.Ordinal) : call.Method != "GET";
}
