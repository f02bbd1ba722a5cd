namespace EdgeProvision.Engine.Hosts.Programs;

/// <summary>How a program went on a host, read from the host's own state directory.</summary>
/// <param name="Outcome">The program as a whole.</param>
/// <param name="Steps">The steps that ran, in order.</param>
/// <param name="PeersHash">Hash of the peer set that now stands on the host; empty where there is no overlay.</param>
/// <param name="WasAlreadyDone">True when the same fingerprint had succeeded before and nothing was run.</param>
public sealed record ProgramReport(HostStepOutcome Outcome, IReadOnlyList<HostStepReport> Steps, string PeersHash, bool WasAlreadyDone);
