namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>Looks for one key after the other in the places of <see cref="ProviderInputs"/>, first found wins.</summary>
internal sealed class ProviderPlaces(ProviderInputs inputs)
{
    public static string Variable(string key) => key.ToUpperInvariant();

    /// <summary>Finds an endpoint, project or region. The record comes before everything but a parameter.</summary>
    public FoundValue? Find(string key, string? recorded) =>
        Parameter(key) ?? Recorded(recorded) ?? Descriptor(key) ?? Environment(key) ?? Registered(key);

    /// <summary>Finds a credential.</summary>
    public FoundValue? FindSecret(string key) =>
        Parameter(key) ?? Descriptor(key) ?? Take(inputs.Stored, key, CredentialOrigin.Stored, "what is stored with this provision")
        ?? Environment(key) ?? Registered(key);

    public FoundValue? Parameter(string key) => Take(inputs.Parameters, key, CredentialOrigin.Parameter, $"the parameter for {key}");

    public FoundValue? Descriptor(string key) => Take(inputs.Descriptor, key, CredentialOrigin.Descriptor, $"{key} of the descriptor{At(key)}");

    public FoundValue? Environment(string key) => GivenValue.Of(inputs.Environment(Variable(key))) is { } value
        ? new FoundValue(value, CredentialOrigin.Environment, $"{Variable(key)} of the environment")
        : null;

    /// <summary>The places of a key that was found nowhere, and what stands there instead.</summary>
    public string Describe(string key, bool isSecret)
    {
        var descriptor = inputs.Descriptor.TryGetValue(key, out var text)
            ? GivenValue.IsMask(text) ? $"{key}{At(key)} is masked" : $"{key}{At(key)} is empty"
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
        places.Add(inputs.Registered is { } registered ? $"{registered} has none" : "no registered provider");
        return string.Join("; ", places);
    }

    public string At(string key) => inputs.Place(key) is { } place ? $" ({place})" : "";

    private FoundValue? Registered(string key) => inputs.Registered is { } registered
        ? Take(registered.Values, key, CredentialOrigin.Registered, registered.ToString())
        : null;

    private static FoundValue? Recorded(string? value) => GivenValue.Of(value) is { } given
        ? new FoundValue(given, CredentialOrigin.Record, "the provision's record")
        : null;

    private static FoundValue? Take(IReadOnlyDictionary<string, string> values, string key, CredentialOrigin origin, string source) =>
        values.TryGetValue(key, out var text) && GivenValue.Of(text) is { } value ? new FoundValue(value, origin, source) : null;
}
