namespace EdgeProvision.Model;

/// <summary>One step of an operation's timeline.</summary>
/// <param name="Id">The plan step's id.</param>
/// <param name="Text">What it did.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Start">When it began, counted from the operation's start.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record OperationStep(string Id, string Text, StepOutcome Outcome, TimeSpan Start, TimeSpan Duration, string? Error)
{
    /// <summary>
    /// Ids of the steps that had to end before this one could begin; null where nobody wrote it down, as in the log of an earlier version.
    /// </summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    /// <summary>A line for a log: what is written to PowerShell's information stream is shown by it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Text}: {Outcome} ({Duration.TotalSeconds:0.0} s){(Error is null ? "" : $": {Error}")}");
}
