using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Gantt;

/// <summary>A step of the timeline, with times that can be drawn whatever the log says.</summary>
/// <param name="Id">The plan step's id.</param>
/// <param name="Text">What it did.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Start">Counted from the operation's start.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Error">Why it failed; empty for none.</param>
/// <param name="DependsOn">What it waited for, or null.</param>
internal sealed record TimedStep(
    string Id, string Text, StepOutcome Outcome, TimeSpan Start, TimeSpan Duration, string Error, IReadOnlyList<string>? DependsOn)
{
    private const string HostPrefix = "host/";
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);

    public TimeSpan End => Start + Duration;

    /// <summary>The host whose step it is (its key), or null for one of the provision itself.</summary>
    public string? HostKey => IsOfHost ? VisibleText.Of(Id[HostPrefix.Length..Id.LastIndexOf('/')]) : null;

    /// <summary>Its short name: <c>rent</c>, <c>configure</c>, <c>network</c>.</summary>
    public string Verb => VisibleText.Of(IsOfHost ? Id[(Id.LastIndexOf('/') + 1)..] : Id.Split('/')[0]);

    private bool IsOfHost => Id.StartsWith(HostPrefix, StringComparison.Ordinal) && Id.LastIndexOf('/') > HostPrefix.Length;

    public static TimedStep Of(OperationStep step) => new(
        step.Id, VisibleText.Of(step.Text), step.Outcome, Within(step.Start), Within(step.Duration), VisibleText.Of(step.Error), step.DependsOn);

    private static TimeSpan Within(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time > s_longest ? s_longest : time;
}
