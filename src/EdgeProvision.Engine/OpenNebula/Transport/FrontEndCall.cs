using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>One call as the typed methods describe it.</summary>
/// <param name="Method">For example <c>one.host.update</c>.</param>
/// <param name="Subject">What it is about, for messages: <c>host 12</c>.</param>
/// <param name="IsWrite">Whether it changes something: then it passes the gate and is never repeated on a guess.</param>
/// <param name="Arguments">The arguments after the session.</param>
internal sealed record FrontEndCall(string Method, string Subject, bool IsWrite, ImmutableArray<WireValue> Arguments)
{
    public CallLane Lane { get; init; } = CallLane.Normal;

    /// <summary>
    /// A write that may be sent again although it may have happened: it sets something to a value, and nobody else works on the same provision.
    /// </summary>
    public bool IsRepeatable { get; init; }

    public static FrontEndCall Read(string method, string subject, params ReadOnlySpan<WireValue> arguments) =>
        new(method, subject, IsWrite: false, [.. arguments]);

    public static FrontEndCall Write(string method, string subject, params ReadOnlySpan<WireValue> arguments) =>
        new(method, subject, IsWrite: true, [.. arguments]);

    public static FrontEndCall Set(string method, string subject, params ReadOnlySpan<WireValue> arguments) =>
        new(method, subject, IsWrite: true, [.. arguments]) { IsRepeatable = true };
}
