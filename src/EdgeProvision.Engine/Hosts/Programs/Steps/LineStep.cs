namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>One line in a file that otherwise belongs to somebody else.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Match">Extended regular expression of the line that it replaces (the first one), or null: the very same line.</param>
/// <param name="Line">The line; null removes every line that matches.</param>
/// <param name="AtTop">True to put a line that is not there yet at the beginning rather than the end.</param>
/// <param name="Check">As in <see cref="FileStep"/>.</param>
/// <param name="Secret">True when no difference may be shown.</param>
public sealed record LineStep(
    string Role, string Title, string Path, string? Match, string? Line, bool AtTop, string? Check, bool Secret) : HostStep(Role, Title);
