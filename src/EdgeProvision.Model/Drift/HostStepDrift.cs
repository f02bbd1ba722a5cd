namespace EdgeProvision.Model;

/// <summary>One step of a host's configuration against what the host is.</summary>
/// <param name="Host">The host's key within its provision.</param>
/// <param name="Role">The role that the step belongs to.</param>
/// <param name="Title">What the step is for.</param>
/// <param name="Outcome">What was found out.</param>
/// <param name="Detail">
/// What would change, a line or more: files as a unified diff (secrets are not shown), packages with the version that would come, what would become of links, rules and
/// services. For a failed step why; for an unknown one what it depends on. Empty for the others.
/// </param>
public sealed record HostStepDrift(string Host, string Role, string Title, DriftOutcome Outcome, string Detail)
{
    /// <summary>A line for a log.</summary>
    public override string ToString() => $"{Host}: {Role}: {Title}: {Outcome}";
}
