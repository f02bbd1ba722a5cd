namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A file fetched once from a web address, or kept equal to another file of the host.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Source"><c>https://</c>, <c>http://</c>, <c>file://</c> or an absolute path on the host.</param>
/// <param name="Path">Where to.</param>
/// <param name="IsPublicKey">True for an OpenPGP public key: it is kept in its text form, and anything else is refused.</param>
public sealed record DownloadStep(string Role, string Title, string Source, string Path, bool IsPublicKey) : HostStep(Role, Title);
