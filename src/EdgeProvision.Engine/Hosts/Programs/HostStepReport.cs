namespace EdgeProvision.Engine.Hosts.Programs;

/// <summary>How one step went.</summary>
/// <param name="Index">Position in the program, from 0.</param>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Detail">For a failed step the last lines of its output; in check mode the difference; else empty.</param>
public sealed record HostStepReport(int Index, string Role, string Title, HostStepOutcome Outcome, TimeSpan Duration, string Detail);
