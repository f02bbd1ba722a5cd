using System.Globalization;

namespace EdgeProvision.Engine.Records;

/// <summary>The state of a host's purchase, as EDGE_REQUEST has it.</summary>
/// <param name="Attempt">The number of the request for this key, from 1.</param>
/// <param name="IsOpen">True while a create may be under way.</param>
public sealed record HostRequest(int Attempt, bool IsOpen)
{
    /// <summary>Reads <c>1 open</c>; anything else is null.</summary>
    public static HostRequest? Parse(string? text)
    {
        var parts = text?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts is [var number, "open" or "closed"] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            ? new HostRequest(attempt, parts[1] == "open")
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Attempt} {(IsOpen ? "open" : "closed")}");
}
