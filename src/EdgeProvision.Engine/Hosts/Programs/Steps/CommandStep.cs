namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A shell command, for what no typed step does.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Run">Text for <c>sh -e</c>, the same on every host.</param>
/// <param name="Unless">Text for <c>sh</c>: when it succeeds there is nothing to do. It changes nothing. Or null.</param>
/// <param name="Creates">A path: when it exists there is nothing to do. Or null.</param>
/// <param name="Values">Environment variables by which the host's values reach both texts.</param>
/// <param name="Effect">What it does, declared.</param>
public sealed record CommandStep(
    string Role, string Title, string Run, string? Unless, string? Creates, IReadOnlyDictionary<string, string> Values, CommandEffect Effect)
    : HostStep(Role, Title);
