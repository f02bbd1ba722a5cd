namespace EdgeProvision.Engine.Admission;

/// <summary>How what is let in differs from what is wished for.</summary>
/// <param name="Missing">What is to be let in, and is not, by whichever rule: but a caller's, which goes by other rules than the descriptor's.</param>
/// <param name="Surplus">What an earlier descriptor or a member of the overlay was let in by, and is not wished for any more. Never what somebody else has, nor callers.</param>
/// <param name="AdmitsCallers">Whether callers are to be let in from now on; null where that does not change.</param>
public sealed record AdmissionDifference(IReadOnlyList<OpenPorts> Missing, IReadOnlyList<StandingRule> Surplus, bool? AdmitsCallers)
{
    /// <summary>True when the machines do not let in each other's overlay, and should.</summary>
    public bool LacksMembers { get; init; }

    /// <summary>The difference; null for none.</summary>
    public static AdmissionDifference? Between(AdmissionWish wish, StandingAdmission standing)
    {
        var wanted = wish.All;
        var difference = new AdmissionDifference(
            [.. wanted.Except(standing.Rules.Where(r => r.Reason != AdmissionReason.Caller).Select(r => r.What))],
            [.. standing.Rules.Where(r => (r.Reason is AdmissionReason.SshFrom or AdmissionReason.Open || (r.Reason == AdmissionReason.Overlay && wish.Members is not null)) && !wanted.Contains(r.What))],
            wish.AdmitsCallers == standing.AdmitsCallers ? null : wish.AdmitsCallers)
        {
            LacksMembers = wish.Members is not null && !standing.AdmitsMembers,
        };
        return difference is { Missing.Count: 0, Surplus.Count: 0, AdmitsCallers: null, LacksMembers: false } ? null : difference;
    }
}
