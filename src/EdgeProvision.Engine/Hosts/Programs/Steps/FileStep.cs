namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A file with this content, replaced in one piece.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Content">The whole content.</param>
/// <param name="Rights">Owner, group and mode.</param>
/// <param name="Check">A shell command that must succeed before the file is put in place (<c>$file</c> is the candidate), or null.</param>
/// <param name="Secret">True when no difference may be shown.</param>
public sealed record FileStep(
    string Role, string Title, string Path, string Content, FileRights Rights, string? Check, bool Secret) : HostStep(Role, Title);
