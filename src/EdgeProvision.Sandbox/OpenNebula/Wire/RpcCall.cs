namespace EdgeProvision.Sandbox.OpenNebula.Wire;

/// <summary>A call as it came over the wire; the first argument of every <c>one.*</c> method is the session.</summary>
internal sealed record RpcCall(string Method, IReadOnlyList<RpcValue> Arguments);
