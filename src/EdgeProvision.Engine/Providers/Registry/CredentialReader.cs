using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Registry;

/// <summary>
/// Gets the credentials that entries of the registry refer to. What somebody typed is remembered, in this process alone, so that one answer serves a
/// whole session; it is forgotten when a provider does not accept it.
/// </summary>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="door">Vaults and answers.</param>
public sealed class CredentialReader(Func<string, string?> environment, ICredentialDoor door)
{
    private readonly Dictionary<string, string> _typed = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim _asking = new(1, 1);

    /// <summary>The credentials of an entry, by descriptor key.</summary>
    /// <exception cref="EdgeException">One of them cannot be had.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(RegisteredEntry entry, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, reference) in entry.Credentials)
            values[key] = await ReadAsync(entry, key, reference, cancellationToken).ConfigureAwait(false);
        return values;
    }

    /// <summary>Forgets what was typed: it was not accepted.</summary>
    public void Forget()
    {
        lock (_typed)
            _typed.Clear();
    }

    private async Task<string> ReadAsync(RegisteredEntry entry, string key, CredentialReference reference, CancellationToken cancellationToken) => reference switch
    {
        CredentialReference.EnvironmentVariable(var name) => GivenValue.Of(environment(name)) ?? throw Missing(
            entry, key, $"the environment variable {name} is not set or masked", $"Set {name}, or register the provider again with another credential source."),
        CredentialReference.Secret(var name, var vault) => GivenValue.Of(await door.ReadSecretAsync(name, vault, cancellationToken).ConfigureAwait(false)) ?? throw Missing(
            entry, key, $"the secret '{name}' is empty", "Store the credential in the vault again."),
        _ => await AskAsync(entry, key, cancellationToken).ConfigureAwait(false),
    };

    private async Task<string> AskAsync(RegisteredEntry entry, string key, CancellationToken cancellationToken)
    {
        // Two at once would ask for the same twice.
        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var place = $"{entry.Name}/{entry.Endpoint.AbsoluteUri}/{key}";
            lock (_typed)
            {
                if (_typed.TryGetValue(place, out var known))
                    return known;
            }

            var typed = GivenValue.Of(await door.AskAsync($"{key} of {entry} ({entry.Endpoint})", cancellationToken).ConfigureAwait(false)) ?? throw Missing(
                entry, key, "nobody can be asked here, or nothing was answered",
                $"Run the command where somebody can answer, set {ProviderPlaces.Variable(key)} in the environment, or register the provider with a source that needs no answer.");
            lock (_typed)
                _typed[place] = typed;
            return typed;
        }
        finally
        {
            _asking.Release();
        }
    }

    private static EdgeException Missing(RegisteredEntry entry, string key, string why, string action) =>
        new("CredentialMissing", ErrorKind.AccessDenied, $"The credential {key} of {entry} cannot be had: {why}.")
        {
            Target = entry.Name,
            RecommendedAction = action,
        };
}
