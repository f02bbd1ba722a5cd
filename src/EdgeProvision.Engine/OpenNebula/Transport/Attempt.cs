using System.Net;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The end of one attempt.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Body">The answer's body; empty if there is none.</param>
/// <param name="Status">The HTTP status of an answer.</param>
/// <param name="Cause">What the transport threw.</param>
internal sealed record Attempt(AttemptOutcome Outcome, ReadOnlyMemory<byte> Body, HttpStatusCode Status, Exception? Cause)
{
    public static Attempt Failed(AttemptOutcome outcome, Exception? cause, HttpStatusCode status = 0) => new(outcome, default, status, cause);
}
