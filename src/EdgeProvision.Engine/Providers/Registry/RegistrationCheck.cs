using System.Text.RegularExpressions;
using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Registry;

/// <summary>Makes an entry of what a user gives, or says what is wrong with it.</summary>
internal static partial class RegistrationCheck
{
    /// <exception cref="EdgeException">A part is missing or cannot be used.</exception>
    public static RegisteredEntry Check(NewRegistration given)
    {
        if (!NamePattern().IsMatch(given.Name))
            throw Wrong("ProviderNameInvalid", given.Name, $"'{Clean(given.Name)}' cannot be the name of a provider.", "Use letters, digits, '.', '_' and '-', beginning with a letter or digit, at most 63.");
        if (ProviderDrivers.IsDriver(given.Name))
        {
            throw Wrong(
                "ProviderNameReserved", given.Name, $"'{given.Name}' is the name of a driver, and means the provider that the environment or a sandbox names.",
                $"Give it another name, such as {given.Name.ToLowerInvariant()}-main.");
        }

        var definition = ProviderDrivers.Get(given.Driver);
        if (!definition.HasService)
            throw new EdgeException("ProviderNotSupported", ErrorKind.NotSupported, $"The driver {definition.Name} speaks to no service: there is nothing to register. Its machines stand in descriptors.") { Target = given.Name };
        var endpoint = EndpointAddress.Parse(new FoundValue(given.Endpoint.Trim(), CredentialOrigin.Parameter, "the parameter"), definition.Name);
        return new RegisteredEntry(
            given.Name, definition.Name, endpoint, Part(definition, definition.ProjectKey, given.Project, "project"),
            Part(definition, definition.RegionKey, given.Region, "region"), Credentials(definition, given));
    }

    private static string? Part(ProviderDefinition definition, string? key, string? value, string word)
    {
        var text = GivenValue.Of(value);
        if (key is null)
        {
            return text is null ? null : throw Wrong(
                $"Provider{char.ToUpperInvariant(word[0])}{word[1..]}Unused", definition.Name, $"The driver {definition.Name} knows no {word}.", $"Leave the {word} out.");
        }

        if (text is null)
            throw Wrong($"Provider{char.ToUpperInvariant(word[0])}{word[1..]}Missing", definition.Name, $"A provider of the driver {definition.Name} has a {word}, and none was given.", $"Give the {word}.");
        return text.Any(char.IsControl)
            ? throw Wrong($"Provider{char.ToUpperInvariant(word[0])}{word[1..]}Invalid", definition.Name, $"The {word} has characters in it that cannot be shown.", $"Give the {word} again.")
            : text;
    }

    private static Dictionary<string, CredentialReference> Credentials(ProviderDefinition definition, NewRegistration given)
    {
        if (given.CredentialSources.Count == 0 && definition.OwnCredentials is not null)
            return [];
        if (given.CredentialSources.Count == 0)
            return definition.SecretKeys.ToDictionary(k => k, CredentialReference (k) => new CredentialReference.EnvironmentVariable(ProviderPlaces.Variable(k)), StringComparer.Ordinal);
        if (given.CredentialSources.Count != definition.SecretKeys.Count)
        {
            throw Wrong(
                "CredentialSourceInvalid", given.Name, FormattableString.Invariant($"The driver {definition.Name} needs {definition.SecretKeys.Count} credentials ({string.Join(", ", definition.SecretKeys)}), and {given.CredentialSources.Count} sources were given."),
                "Give one for each, in this order.");
        }

        return definition.SecretKeys.Zip(given.CredentialSources).ToDictionary(p => p.First, p => CredentialReference.Find(p.Second?.Trim()) ?? throw NoReference(given.Name), StringComparer.Ordinal);
    }

    // What was given is not repeated: it may be the credential.
    private static EdgeException NoReference(string name) => Wrong(
        "CredentialSourceInvalid", name, $"The credential source for '{name}' is none. Credentials themselves are never stored, only where they come from.", $"Give {CredentialReference.Forms}.");

    private static EdgeException Wrong(string code, string target, string message, string action) =>
        new(code, ErrorKind.InvalidInput, message) { Target = Clean(target), RecommendedAction = action };

    private static string Clean(string text) => Http.ErrorText.Clean(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\z")]
    private static partial Regex NamePattern();
}
