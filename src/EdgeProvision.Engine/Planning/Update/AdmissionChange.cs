using EdgeProvision.Engine.Admission;

namespace EdgeProvision.Engine.Planning;

/// <summary>What is let in to the machines of one driver, where that differs from what the descriptor says.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Wish">What the descriptor says, of all its hosts there together.</param>
/// <param name="Standing">What is let in.</param>
/// <param name="Difference">How they differ.</param>
public sealed record AdmissionChange(string Driver, AdmissionWish Wish, StandingAdmission Standing, AdmissionDifference Difference)
{
    private const string Callers = "the front-end and whoever runs a command";
    private const string Own = "the machines themselves";
    private const string OverlayProperty = "overlay";

    /// <summary>For a plan's line: what is let in from now on, and what no more.</summary>
    public string Said()
    {
        var coming = Joined([.. Difference.Missing.Select(Said), .. Difference.AdmitsCallers == true ? [$"SSH from {Callers}"] : Array.Empty<string>(), .. Difference.LacksMembers ? [$"the overlay from {Own}"] : Array.Empty<string>()]);
        var going = Joined([.. Difference.Surplus.Select(r => Said(r.What)), .. Difference.AdmitsCallers == false ? ["SSH from further addresses that commands are run from"] : Array.Empty<string>()]);
        return coming is null ? $"Let in no more to the machines at {Driver}: {going}"
            : $"Let in to the machines at {Driver}: {coming}{(going is null ? "" : $"; and no more: {going}")}";
    }

    /// <summary>Whoever was let in before the descriptor said who may log in, and stays.</summary>
    public IReadOnlyList<string> Staying => Difference.AdmitsCallers != false
        ? []
        : [.. Standing.Rules.Where(r => r is { Reason: AdmissionReason.Caller, What.From: not null } && !Wish.SshFrom.Contains(r.What.From)).Select(r => r.What.From!)];

    /// <summary>The same by the descriptor's keys, for whoever compares.</summary>
    public IEnumerable<AttributeChange> Changes()
    {
        if (Found(Wish.Open, AdmissionReason.Open) is { } open)
            yield return new AttributeChange(AdmissionWish.OpenKey, Joined([.. open.Select(o => o.ToString())]), Joined([.. Wish.Open.Select(o => o.ToString())]));
        IReadOnlyList<OpenPorts> logins = [.. Wish.SshFrom.Select(OpenPorts.Login)];
        var found = Found(logins, AdmissionReason.SshFrom);
        if (found is not null || Difference.AdmitsCallers is not null)
            yield return new AttributeChange(AdmissionWish.SshFromKey, Networks(found ?? logins, Standing.AdmitsCallers), Networks(logins, Wish.AdmitsCallers));
        IReadOnlyList<OpenPorts> members = [.. (Wish.Members ?? []).Select(OpenPorts.Overlay)];
        var reached = Found(members, AdmissionReason.Overlay);
        if (reached is not null || Difference.LacksMembers)
            yield return new AttributeChange(OverlayProperty, Members(reached ?? members, !Difference.LacksMembers), Members(members, true));
    }

    /// <summary>What there is of a key's value, and what there is too much; null when it is as it should be.</summary>
    private List<OpenPorts>? Found(IReadOnlyList<OpenPorts> wanted, AdmissionReason reason)
    {
        var missing = wanted.Intersect(Difference.Missing).ToList();
        var surplus = Difference.Surplus.Where(r => r.Reason == reason).Select(r => r.What).ToList();
        return missing.Count + surplus.Count == 0 ? null : [.. wanted.Except(missing), .. surplus];
    }

    private static string? Networks(IReadOnlyList<OpenPorts> logins, bool admitsCallers) =>
        Joined([.. admitsCallers ? [Callers] : Array.Empty<string>(), .. logins.Select(l => l.From!)]);

    private static string? Members(IReadOnlyList<OpenPorts> members, bool admitsOwn) => Joined([.. admitsOwn ? [Own] : Array.Empty<string>(), .. members.Select(m => m.From!)]);

    private static string Said(OpenPorts open) => open switch
    {
        { IsLogin: true, From: { } network } => $"SSH from {network}",
        { IsOverlay: true, From: { } member } => $"the overlay from {member}",
        _ => open.ToString(),
    };

    private static string? Joined(IReadOnlyList<string> parts) => parts.Count == 0 ? null : string.Join(", ", parts);
}
