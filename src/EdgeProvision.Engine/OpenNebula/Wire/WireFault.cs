namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The XML-RPC layer refused the call before any method saw it.</summary>
/// <param name="Code">-501 wrong arguments, -503 not a call, -506 unknown method.</param>
/// <param name="Message">The layer's words. For -503 they quote the request.</param>
public sealed record WireFault(int Code, string Message) : WireAnswer;
