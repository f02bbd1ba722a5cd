namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>Public keys that may log in as a user; other keys in the file stay.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Path">The <c>authorized_keys</c> file.</param>
/// <param name="Owner">Its owner, name or number.</param>
/// <param name="Group">Its group, name or number.</param>
/// <param name="Keys">Lines as OpenSSH writes them.</param>
public sealed record AuthorizedKeyStep(
    string Role, string Title, string Path, string Owner, string Group, IReadOnlyList<string> Keys) : HostStep(Role, Title);
