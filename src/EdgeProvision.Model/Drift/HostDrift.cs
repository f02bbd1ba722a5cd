namespace EdgeProvision.Model;

/// <summary>What running its configuration would change on a host, found out without changing anything.</summary>
public sealed record HostDrift
{
    /// <summary>The host.</summary>
    public required EdgeHost Host { get; init; }

    /// <summary>Every step of its configuration, in order.</summary>
    public required IReadOnlyList<HostStepDrift> Steps { get; init; }

    /// <summary>True when running the configuration would change nothing, and nothing of it would fail.</summary>
    public bool InDesiredState => Steps.All(s => s.Outcome is DriftOutcome.Ok or DriftOutcome.Skipped);

    /// <summary>The steps that are not as they should be, or of which that cannot be told.</summary>
    public IReadOnlyList<HostStepDrift> Drift => Steps.Where(s => s.Outcome is not (DriftOutcome.Ok or DriftOutcome.Skipped)).ToArray();

    /// <summary>Steps that would change something.</summary>
    public int Changes => Steps.Count(s => s.Outcome == DriftOutcome.WouldChange);

    /// <summary>Steps that would fail or could not be looked at.</summary>
    public int Failures => Steps.Count(s => s.Outcome == DriftOutcome.Failed);
}
