namespace EdgeProvision.Engine.Hosts.Programs;

/// <summary>One typed step of a host program. The kinds derive from it.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for, in a few words.</param>
public abstract record HostStep(string Role, string Title);
