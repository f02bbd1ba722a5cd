namespace EdgeProvision.Sandbox.OpenNebula.Wire;

/// <summary>A value of XML-RPC: what stands inside <c>&lt;value&gt;</c>.</summary>
internal abstract record RpcValue
{
    internal sealed record Text(string Value) : RpcValue;

    internal sealed record Number(int Value) : RpcValue;

    internal sealed record Big(long Value) : RpcValue;

    internal sealed record Flag(bool Value) : RpcValue;

    /// <summary>A type that no call of the daemon takes (double, base64, dateTime, nil): kept so that reading it is no error.</summary>
    internal sealed record Other(string Type, string Value) : RpcValue;

    internal sealed record List(IReadOnlyList<RpcValue> Items) : RpcValue;

    internal sealed record Members(IReadOnlyDictionary<string, RpcValue> Items) : RpcValue;
}
