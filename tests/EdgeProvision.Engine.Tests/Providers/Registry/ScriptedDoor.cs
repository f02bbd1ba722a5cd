using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Registry;

/// <summary>A vault and somebody who answers.</summary>
internal sealed class ScriptedDoor : ICredentialDoor
{
    public Dictionary<string, string> Secrets { get; } = [];

    public string? Answer { get; set; }

    public List<string> Asked { get; } = [];

    public Task<string> ReadSecretAsync(string name, string? vault, CancellationToken cancellationToken)
    {
        Asked.Add($"{name}@{vault}");
        return Secrets.TryGetValue(name, out var secret) ? Task.FromResult(secret) : throw new EdgeException("SecretNotRead", ErrorKind.NotFound, $"There is no secret '{name}'.");
    }

    public Task<string?> AskAsync(string what, CancellationToken cancellationToken)
    {
        Asked.Add(what);
        return Task.FromResult(Answer);
    }
}
