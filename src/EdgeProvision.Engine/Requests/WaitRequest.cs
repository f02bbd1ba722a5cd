using EdgeProvision.Model;

namespace EdgeProvision.Engine.Requests;

/// <summary>Wait until a provision is in one of some states and nobody works on it.</summary>
/// <param name="Provision">Name or UUID.</param>
public sealed record WaitRequest(string Provision)
{
    /// <summary>The states that are waited for.</summary>
    public IReadOnlyList<ProvisionState> States { get; init; } = [ProvisionState.Ready];

    /// <summary>How long to wait; null for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Between two looks; while somebody works on it, a few seconds at most, so that one who dies is noticed.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(2);
}
