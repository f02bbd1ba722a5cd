namespace EdgeProvision.Engine.Hosts.Programs;

/// <summary>One typed step of a host program. The kinds derive from it.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for, in a few words.</param>
public abstract record HostStep(string Role, string Title)
{
    /// <summary>The name under which later steps of the role refer to it, or null.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// When not empty, the step runs only if one of these steps of its role has changed something, in this run or in an earlier one that
    /// was cut off before it got here.
    /// </summary>
    public IReadOnlyList<string> IfChanged { get; init; } = [];

    /// <summary>Role and title only: what a step carries may be secret.</summary>
    public sealed override string ToString() => $"{Role}: {Title}";
}
