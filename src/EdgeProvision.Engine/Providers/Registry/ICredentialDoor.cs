using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Registry;

/// <summary>What only the door that the user came through can get: secrets of its vaults, and answers.</summary>
public interface ICredentialDoor
{
    /// <summary>A secret of a vault.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="vault">The vault, or null for wherever it is found first.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="EdgeException">There is no such secret, or no vault here at all.</exception>
    Task<string> ReadSecretAsync(string name, string? vault, CancellationToken cancellationToken);

    /// <summary>Asks somebody for a credential; null when nobody can be asked.</summary>
    /// <param name="what">What is asked for, in words.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<string?> AskAsync(string what, CancellationToken cancellationToken);
}
