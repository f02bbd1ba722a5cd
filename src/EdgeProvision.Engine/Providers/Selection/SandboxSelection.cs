using System.Globalization;

namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>In a sandbox, everything comes from its front-end: real credentials go nowhere, and any real descriptor can be tried unchanged.</summary>
internal static class SandboxSelection
{
    public static SelectedProvider Resolve(ProviderInputs inputs, IReadOnlyDictionary<string, string> sandbox)
    {
        var name = GivenValue.Of(sandbox.GetValueOrDefault("ID")) is { } id ? $"sandbox {id}" : "sandbox";
        var definition = ProviderDrivers.Get(inputs.Driver);
        var played = ProviderDrivers.Names.Where(n => Attribute(sandbox, ProviderDrivers.Get(n).EndpointKey) is not null);
        if (Attribute(sandbox, definition.EndpointKey) is not { } endpoint)
            throw SelectionErrors.NotInSandbox(inputs.Driver, name, played);

        var secrets = definition.SecretKeys.Select(k => (Key: k, Value: Attribute(sandbox, k))).Where(s => s.Value is not null)
            .ToDictionary(s => s.Key, s => s.Value!);
        if (secrets.Count < definition.SecretKeys.Count || (definition.ProjectKey is { } p && Attribute(sandbox, p) is null))
            throw SelectionErrors.NotInSandbox(inputs.Driver, $"{name} does not say how to log in and so", played);

        var from = new FoundValue(endpoint, CredentialOrigin.Sandbox, name);
        var settings = new ProviderSettings(
            definition.Name, EndpointAddress.Parse(from, definition.Name), secrets, Attribute(sandbox, definition.ProjectKey),
            Region(inputs, definition, sandbox, name), SettleWindow(sandbox))
        {
            CredentialSource = name,
        };
        return new SelectedProvider(
            settings,
            definition.HasService
                ? $"{name}: endpoint and credentials of {definition.Name} come from the front-end{Unused(inputs, definition)}"
                : $"{name}: the addresses of {definition.Name} are played by machines of the sandbox; power commands and Redfish services of the descriptor are not called",
            CredentialOrigin.Sandbox);
    }

    // What the user may believe to be in use is named.
    private static string Unused(ProviderInputs inputs, ProviderDefinition definition)
    {
        var places = new ProviderPlaces(inputs);
        string?[] keys = [definition.EndpointKey, .. definition.SecretKeys, definition.ProjectKey];
        var ignored = keys.OfType<string>()
            .SelectMany(k => new[] { places.Parameter(k), places.Descriptor(k), places.Environment(k) })
            .Concat([places.Parameter(ProviderInputs.RegisteredNameKey), places.Descriptor(ProviderInputs.RegisteredNameKey)])
            .OfType<FoundValue>().Select(f => f.Source).ToList();
        return ignored.Count switch
        {
            0 => "",
            1 => $"; {ignored[0]} is not used",
            _ => $"; {string.Join(", ", ignored[..^1])} and {ignored[^1]} are not used",
        };
    }

    private static string? Attribute(IReadOnlyDictionary<string, string> sandbox, string? key) =>
        key is null ? null : GivenValue.Of(sandbox.GetValueOrDefault(ProviderPlaces.Variable(key)));

    // Where it is played is a choice and no way to anything real: the descriptor's region is meant. One that the sandbox does not play would be told by its service as credentials that are wrong.
    private static string? Region(ProviderInputs inputs, ProviderDefinition definition, IReadOnlyDictionary<string, string> sandbox, string name)
    {
        if (definition.RegionKey is not { } key)
            return null;
        if (Attribute(sandbox, key) is { } only)
            return only;
        var played = Attribute(sandbox, definition.SandboxRegions)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (new ProviderPlaces(inputs).Find(key, inputs.Record?.Region) is not { } found)
            return played?[0];
        return played is null || played.Contains(found.Value, StringComparer.Ordinal) ? found.Value : throw SelectionErrors.RegionNotPlayed(name, definition.Name, found, played);
    }

    private static TimeSpan? SettleWindow(IReadOnlyDictionary<string, string> sandbox) =>
        double.TryParse(sandbox.GetValueOrDefault("SETTLE_SECONDS"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= 0 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
