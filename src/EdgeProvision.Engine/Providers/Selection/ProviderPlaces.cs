namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>Looks for one key after the other in the places of <see cref="ProviderInputs"/>, first found wins.</summary>
/// <param name="inputs">The places.</param>
/// <param name="mayUseRegistered">False when the service that is spoken to is not the registered provider's: its credentials are for no other.</param>
internal sealed class ProviderPlaces(ProviderInputs inputs, bool mayUseRegistered = true)
{
    public static string Variable(string key) => key.ToUpperInvariant();

    /// <summary>The same places, for an endpoint that has been found.</summary>
    public ProviderPlaces At(ProviderDefinition definition, FoundValue? endpoint)
    {
        if (endpoint is null || inputs.Registered?.Values.GetValueOrDefault(definition.EndpointKey) is not { } own)
            return this;
        return new ProviderPlaces(
            inputs, Uri.TryCreate(own, UriKind.Absolute, out var registered) && Uri.TryCreate(endpoint.Value, UriKind.Absolute, out var found) && EndpointAddress.Same(registered, found));
    }

    /// <summary>Finds an endpoint, project or region. The record comes before everything but a parameter.</summary>
    public FoundValue? Find(string key, string? recorded) =>
        Parameter(key) ?? Registered(key, RegisteredChoice.Parameter) ?? Recorded(recorded) ?? Descriptor(key) ?? Registered(key, RegisteredChoice.Descriptor)
        ?? Environment(key) ?? Registered(key, RegisteredChoice.Record) ?? Registered(key, RegisteredChoice.Only);

    /// <summary>Finds a credential.</summary>
    public FoundValue? FindSecret(string key) =>
        Parameter(key) ?? Registered(key, RegisteredChoice.Parameter) ?? Descriptor(key) ?? Registered(key, RegisteredChoice.Descriptor)
        ?? Take(inputs.Stored, key, CredentialOrigin.Stored, "what is stored with this provision") ?? Registered(key, RegisteredChoice.Record)
        ?? Environment(key) ?? Registered(key, RegisteredChoice.Only);

    /// <summary>What the user says for this command: by a parameter or in the descriptor, or by naming a registered provider there.</summary>
    public FoundValue? Said(string key) =>
        Parameter(key) ?? Registered(key, RegisteredChoice.Parameter) ?? Descriptor(key) ?? Registered(key, RegisteredChoice.Descriptor);

    public FoundValue? Parameter(string key) => Take(inputs.Parameters, key, CredentialOrigin.Parameter, $"the parameter for {key}");

    public FoundValue? Descriptor(string key) => Take(inputs.Descriptor, key, CredentialOrigin.Descriptor, $"{key} of the descriptor{Line(key)}");

    public FoundValue? Environment(string key) => GivenValue.Of(inputs.Environment(Variable(key))) is { } value
        ? new FoundValue(value, CredentialOrigin.Environment, $"{Variable(key)} of the environment")
        : null;

    /// <summary>The places of a key that was found nowhere, and what stands there instead.</summary>
    public string Describe(string key, bool isSecret)
    {
        var descriptor = inputs.Descriptor.TryGetValue(key, out var text)
            ? GivenValue.IsMask(text) ? $"{key}{Line(key)} is masked" : $"{key}{Line(key)} is empty"
            : $"no {key}{(inputs.Place("driver") is { } place ? $" beside 'driver' ({place})" : "")}";
        var variable = Variable(key);
        var environment = inputs.Environment(variable) is { Length: > 0 } ? $"{variable} is masked or blank" : $"{variable} is not set";
        var places = new List<string> { "no parameter" };
        if (!isSecret)
            places.Add(inputs.Record is null ? "no record yet" : "the record does not say");
        places.Add($"descriptor: {descriptor}");
        if (isSecret)
            places.Add("nothing stored with this provision");
        places.Add($"environment: {environment}");
        places.Add(inputs.Registered is { } registered
            ? mayUseRegistered ? $"{registered} has none" : $"{registered} is for another endpoint"
            : inputs.Record?.RegisteredName is { } name ? $"the provider '{name}', which the provision was made with, is not registered here" : "no registered provider");
        return string.Join("; ", places);
    }

    public string Line(string key) => inputs.Place(key) is { } place ? $" ({place})" : "";

    private FoundValue? Registered(string key, RegisteredChoice choice) => mayUseRegistered && inputs.Registered is { } registered && registered.Choice == choice
        ? Take(registered.Values, key, CredentialOrigin.Registered, registered.ToString())
        : null;

    private static FoundValue? Recorded(string? value) => GivenValue.Of(value) is { } given
        ? new FoundValue(given, CredentialOrigin.Record, "the provision's record")
        : null;

    private static FoundValue? Take(IReadOnlyDictionary<string, string> values, string key, CredentialOrigin origin, string source) =>
        values.TryGetValue(key, out var text) && GivenValue.Of(text) is { } value ? new FoundValue(value, origin, source) : null;
}
