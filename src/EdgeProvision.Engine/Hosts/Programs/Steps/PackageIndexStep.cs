namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>Reads the package lists of one repository again.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Source">Debian family: path of its file in <c>/etc/apt/sources.list.d</c>; Red Hat family: the repository's id.</param>
public sealed record PackageIndexStep(string Role, string Title, string Source) : HostStep(Role, Title);
