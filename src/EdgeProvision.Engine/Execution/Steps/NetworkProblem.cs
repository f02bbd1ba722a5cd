namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Why a network is not what was asked for.</summary>
/// <param name="Reason">What OpenNebula gives as the reason, or null.</param>
/// <param name="Seen">What is seen of it otherwise.</param>
internal sealed record NetworkProblem(string? Reason, string Seen)
{
    /// <summary>The reason, or what is seen.</summary>
    public string Text => Reason ?? Seen;
}
