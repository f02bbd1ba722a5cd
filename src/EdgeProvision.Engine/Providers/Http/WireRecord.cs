using System.Globalization;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>One attempt on the wire, without headers and bodies.</summary>
/// <param name="Provider">The driver's name.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query below the endpoint.</param>
/// <param name="Attempt">Counts from 1.</param>
/// <param name="Status">The answer's status, or null when there was none.</param>
/// <param name="Elapsed">From sending to the end of the answer.</param>
/// <param name="Failure">Code of the error that it became, or null.</param>
public sealed record WireRecord(string Provider, string Method, string Path, int Attempt, int? Status, TimeSpan Elapsed, string? Failure)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Provider} {Method} /{Path} -> {(Status is { } status ? status : "no answer")} ({Elapsed.TotalMilliseconds:F0} ms{(Attempt > 1 ? $", attempt {Attempt}" : "")}{(Failure is null ? "" : $", {Failure}")})");
}
