namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>Puts the network parts into force, now and at every boot.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Parts">File names of all parts of the program; a part that is not among them is taken down.</param>
/// <param name="PeersOnly">True to bring only the set of peers up to date.</param>
public sealed record NetworkStep(string Role, string Title, IReadOnlyList<string> Parts, bool PeersOnly) : HostStep(Role, Title);
