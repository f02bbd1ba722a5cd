using System.Net;

namespace EdgeProvision.Engine.Admission;

/// <summary>What a provider shows that is let in to a provision's machines from outside.</summary>
/// <param name="Rules">All that has the form of something that a descriptor opens, whoever has let it in.</param>
/// <param name="AdmitsCallers">True when it was made for whoever runs a command, since no descriptor said who may log in.</param>
public sealed record StandingAdmission(IReadOnlyList<StandingRule> Rules, bool AdmitsCallers)
{
    /// <summary>True when the machines let in each other's overlay, as they do from the beginning.</summary>
    public bool AdmitsMembers { get; init; } = true;

    /// <summary>True when there are rules of somebody's that may let others log in, too, and do not say whom by their IPv4 network.</summary>
    public bool MayLetInOthers { get; init; }

    /// <summary>True when somebody who comes from this network may log in.</summary>
    public bool LetsIn(string network) => Rules.Any(r => r.What.IncludesLogin && (r.What.From is not { } from || IPNetwork.Parse(from).Contains(IPNetwork.Parse(network).BaseAddress)));
}
