namespace EdgeProvision.Sandbox.OpenNebula.Wire;

/// <summary>A refusal by the XML-RPC layer, below the daemon: it is answered as <c>&lt;fault&gt;</c>.</summary>
internal sealed class RpcFault(int code, string text) : Exception(text)
{
    internal const int WrongArguments = -501;
    internal const int NotACall = -503;
    internal const int NoSuchMethod = -506;

    public int Code { get; } = code;

    internal static RpcFault TooFew() => new(WrongArguments, "Not enough parameters");

    internal static RpcFault Unknown(string method) => new(NoSuchMethod, $"Method '{method}' not defined");

    internal static RpcFault NotXml(string detail) =>
        new(NotACall, "Call XML not a proper XML-RPC call.  Call is not valid XML.  " + detail);

    internal static RpcFault NotCall(string detail) => new(NotACall, "Call XML not a proper XML-RPC call.  " + detail);
}
