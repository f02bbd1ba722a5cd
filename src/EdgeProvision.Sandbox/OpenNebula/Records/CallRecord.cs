namespace EdgeProvision.Sandbox.OpenNebula.Records;

/// <summary>One call as the log keeps it: never the session, never arguments that could hold a secret.</summary>
/// <param name="Sequence">Counts from 1.</param>
/// <param name="Time">When it was answered.</param>
/// <param name="Method">The method's name, or the HTTP request line's method and path for what never was a call.</param>
/// <param name="ObjectId">The id that it named, or that an allocation answered; null when there is none.</param>
/// <param name="Outcome"><c>ok</c>, <c>error 1024</c>, <c>fault -506</c> or <c>http 404</c>.</param>
public sealed record CallRecord(long Sequence, DateTimeOffset Time, string Method, int? ObjectId, string Outcome);
