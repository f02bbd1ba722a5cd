using EdgeProvision.Engine.Admission;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>Who is let in to a network of a provision's own.</summary>
/// <param name="Admission">What the descriptor says.</param>
/// <param name="Callers">The front-end and whoever runs the command, where the descriptor does not say who may log in.</param>
internal sealed record NetworkWish(AdmissionWish Admission, IReadOnlyList<Caller> Callers)
{
    /// <summary>True when nothing names a network that stands.</summary>
    public static bool IsFor(IEnumerable<string> keys) => !AdmissionWish.StandingKeys.Intersect(keys, StringComparer.Ordinal).Any();

    /// <summary>The same as text, equal where the wishes are.</summary>
    public override string ToString() => $"{string.Join(',', Admission.All)} {string.Join(',', Callers)}";
}
