using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Registry;

/// <summary>
/// Brings registered providers into the selection. Of several of one driver the one is meant that is named (parameter, descriptor, record), else the only
/// one that fits endpoint and project as far as they are known. Neither the registry nor a credential is touched when everything is found without.
/// </summary>
/// <param name="registry">The registered providers.</param>
/// <param name="credentials">Gets their credentials.</param>
public sealed class RegisteredProviders(ProviderRegistry registry, CredentialReader credentials)
{
    /// <summary>The key by which a parameter or a descriptor names a registered provider.</summary>
    public const string NameKey = ProviderInputs.RegisteredNameKey;

    /// <summary>Adds the registered provider that is meant, with its credentials if they are going to be used.</summary>
    /// <exception cref="EdgeException">The one that is named is not there, several fit, or its credentials cannot be had.</exception>
    public async Task<ProviderInputs> CompleteAsync(ProviderInputs inputs, CancellationToken cancellationToken)
    {
        if (inputs.Sandbox is not null)
            RefuseUnknownName(inputs);
        if (inputs.Sandbox is not null || !IsNamed(inputs) && ProviderSelection.IsComplete(inputs))
            return inputs;
        if (Choose(inputs, registry.Read()) is not var (entry, choice))
            return inputs;

        // Decided with the references first: nobody is asked for what is not used.
        var decided = inputs with { Registered = Provider(entry, choice, entry.Credentials.ToDictionary(c => c.Key, c => c.Value.ToString()!)) };
        return ProviderSelection.Resolve(decided).SecretsFrom == CredentialOrigin.Registered
            ? inputs with { Registered = Provider(entry, choice, await credentials.ReadAsync(entry, cancellationToken).ConfigureAwait(false)) }
            : decided;
    }

    /// <summary>Everything that is needed to speak to one registered provider, whatever else there is.</summary>
    public async Task<ProviderSettings> OpenAsync(RegisteredEntry entry, CancellationToken cancellationToken)
    {
        var values = await credentials.ReadAsync(entry, cancellationToken).ConfigureAwait(false);
        return ProviderSelection.Resolve(new ProviderInputs(entry.Driver) { Registered = Provider(entry, RegisteredChoice.Parameter, values) }).Settings;
    }

    /// <summary>Forgets credentials that somebody typed: a provider does not accept them.</summary>
    public void Forget() => credentials.Forget();

    /// <summary>
    /// In a sandbox nobody's registered provider is used, and a descriptor may name one that is registered elsewhere. But a name that is typed here and is
    /// none is a mistake here, too.
    /// </summary>
    private void RefuseUnknownName(ProviderInputs inputs)
    {
        if (GivenValue.Of(inputs.Parameters.GetValueOrDefault(NameKey)) is not { } given || ProviderDrivers.ServiceNames.Contains(given, StringComparer.OrdinalIgnoreCase))
            return;
        var entries = registry.Read();
        if (!entries.Any(e => e.IsNamed(given)))
            throw ProviderRegistry.NotRegistered(given, entries, ProviderDrivers.ServiceNames);
    }

    private static bool IsNamed(ProviderInputs inputs) =>
        (GivenValue.Of(inputs.Parameters.GetValueOrDefault(NameKey)) ?? GivenValue.Of(inputs.Descriptor.GetValueOrDefault(NameKey)) ?? inputs.Record?.RegisteredName) is not null;

    private static (RegisteredEntry Entry, RegisteredChoice Choice)? Choose(ProviderInputs inputs, IReadOnlyList<RegisteredEntry> entries)
    {
        if (GivenValue.Of(inputs.Parameters.GetValueOrDefault(NameKey)) is { } given)
        {
            // One command may be about several drivers; the parameter means the one that the provider has.
            var named = Find(entries, given, "");
            if (named.Driver == inputs.Driver)
                return (named, RegisteredChoice.Parameter);
        }

        if (GivenValue.Of(inputs.Descriptor.GetValueOrDefault(NameKey)) is { } written)
        {
            var place = inputs.Place(NameKey) is { } line ? $" ({line})" : "";
            var named = Find(entries, written, place);
            return named.Driver == inputs.Driver ? (named, RegisteredChoice.Descriptor) : throw OtherDriver(named, inputs.Driver, place);
        }

        if (inputs.Record?.RegisteredName is { } recorded && entries.FirstOrDefault(e => e.IsNamed(recorded) && e.Driver == inputs.Driver) is { } known)
            return (known, RegisteredChoice.Record);
        if (ProviderSelection.IsComplete(inputs))
            return null;
        var fitting = entries.Where(e => e.Driver == inputs.Driver && Fits(e, inputs)).ToList();
        return fitting.Count switch
        {
            0 => null,
            1 => (fitting[0], RegisteredChoice.Only),
            _ => throw Ambiguous(inputs.Driver, fitting),
        };
    }

    private static bool Fits(RegisteredEntry entry, ProviderInputs inputs)
    {
        var definition = ProviderDrivers.Get(inputs.Driver);
        var places = new ProviderPlaces(inputs);
        var endpoint = places.Find(definition.EndpointKey, inputs.Record?.Endpoint);
        var project = definition.ProjectKey is { } key ? places.Find(key, inputs.Record?.Project) : null;
        return (endpoint is null || EndpointAddress.Same(EndpointAddress.Parse(endpoint, definition.Name), entry.Endpoint))
            && (project is null || entry.Project is not { } own || own.Equals(project.Value, StringComparison.OrdinalIgnoreCase)

                // An id and a name: only the service can tell.
                || Guid.TryParse(own, out _) != Guid.TryParse(project.Value, out _));
    }

    private static RegisteredProvider Provider(RegisteredEntry entry, RegisteredChoice choice, IReadOnlyDictionary<string, string> credentials)
    {
        var definition = ProviderDrivers.Get(entry.Driver);
        var values = new Dictionary<string, string>(credentials, StringComparer.Ordinal) { [definition.EndpointKey] = entry.Endpoint.AbsoluteUri };
        if (definition.ProjectKey is { } project && entry.Project is { } p)
            values[project] = p;
        if (definition.RegionKey is { } region && entry.Region is { } r)
            values[region] = r;
        return new RegisteredProvider(entry.Name, values) { Choice = choice };
    }

    private static RegisteredEntry Find(IReadOnlyList<RegisteredEntry> entries, string name, string place)
    {
        if (entries.FirstOrDefault(e => e.IsNamed(name)) is { } found)
            return found;
        var error = ProviderRegistry.NotRegistered(name, entries);
        throw place.Length == 0 ? error : new EdgeException(error.Code, error.Kind, $"The descriptor{place} names a registered provider. {error.Message}") { Target = error.Target, RecommendedAction = error.RecommendedAction };
    }

    private static EdgeException OtherDriver(RegisteredEntry entry, string driver, string place) =>
        new("ProviderDriverDiffers", ErrorKind.InvalidInput, $"The descriptor{place} names {entry} for the driver {driver}, but it was registered for the driver {entry.Driver}.")
        {
            Target = entry.Name,
            RecommendedAction = "Name a provider of the same driver, or change 'driver'.",
        };

    private static EdgeException Ambiguous(string driver, IReadOnlyList<RegisteredEntry> fitting) =>
        new("ProviderAmbiguous", ErrorKind.InvalidInput, $"Several providers of the driver {driver} are registered, and nothing says which is meant: {string.Join(", ", fitting.Select(e => e.Name))}.")
        {
            Target = driver,
            RecommendedAction = $"Name one: the key '{NameKey}' in the descriptor's provision section, -Provider, or -Override @{{ {NameKey} = '{fitting[0].Name}' }}.",
        };
}
