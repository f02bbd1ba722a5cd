using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>
/// Decides which service is spoken to and with what. A pure function of <see cref="ProviderInputs"/>:
/// <code>
///   sandbox front-end?   everything from its answer, nothing from elsewhere
///   endpoint, project,   parameter, record, descriptor, environment, registered provider
///   region               (what the record says is not asked of the environment; a descriptor that differs from it is an error)
///   credentials          parameter, descriptor, stored with the provision, environment, registered provider
/// </code>
/// A registered provider that is named counts where its name stands: parameter, descriptor, record. Its credentials are for its own endpoint only.
/// Masks (asterisks only, <c>canary</c>) count as not given.
/// </summary>
public static class ProviderSelection
{
    /// <summary>Resolves a provider.</summary>
    /// <exception cref="EdgeException">Something is missing, contradictory, or this driver cannot be used here.</exception>
    public static SelectedProvider Resolve(ProviderInputs inputs)
    {
        if (inputs.Sandbox is { } sandbox)
            return SandboxSelection.Resolve(inputs, sandbox);

        var definition = ProviderDrivers.Get(inputs.Driver);
        if (!definition.HasService)
            return Standing(definition);
        var places = new ProviderPlaces(inputs);
        var record = inputs.Record;
        var endpoint = places.Find(definition.EndpointKey, record?.Endpoint);
        var own = places.At(definition, endpoint);
        var project = definition.ProjectKey is { } p ? own.Find(p, record?.Project) : null;
        var region = definition.RegionKey is { } r ? own.Find(r, record?.Region) : null;
        endpoint ??= RegionalEndpoint(definition, region);
        var secrets = definition.SecretKeys.ToDictionary(k => k, own.FindSecret);
        var missing = FindMissing(definition, endpoint, project, region, secrets);
        if (missing.Count > 0)
            throw SelectionErrors.Missing(definition, own, missing);

        var address = EndpointAddress.Parse(endpoint!, definition.Name);
        CheckEndpoint(definition, places, endpoint!, address);
        var alias = CheckProject(definition, own, record?.Project);
        CheckRegion(definition, own, record?.Region);
        var first = secrets[definition.SecretKeys[0]];
        var source = first?.Source ?? definition.OwnCredentials!;
        var settings = new ProviderSettings(
            definition.Name, address, secrets.Where(s => s.Value is not null).ToDictionary(s => s.Key, s => s.Value!.Value), GivenValue.Of(record?.Project) ?? project?.Value,
            GivenValue.Of(record?.Region) ?? region?.Value, SettleWindow: null)
        {
            CredentialSource = source,
            ProjectAlias = alias,
        };
        var recorded = GivenValue.Of(record?.Endpoint) is { } old
            ? EndpointAddress.Parse(new FoundValue(old, CredentialOrigin.Record, "the provision's record"), definition.Name)
            : null;
        var origin = secrets.Values.Any(s => s?.Origin == CredentialOrigin.Registered) ? CredentialOrigin.Registered : first?.Origin ?? CredentialOrigin.Environment;
        return new SelectedProvider(settings, Explain(definition, address, endpoint!, project, region, source), origin)
        {
            ReplacedEndpoint = recorded is not null && !EndpointAddress.Same(recorded, address) ? recorded : null,
            Warnings = address.Scheme == "http" && !address.IsLoopback
                ? [$"The credentials of {definition.Name} travel in clear to {address}: it is http:// and not this machine."]
                : [],
        };
    }

    /// <summary>True when nothing is missing, so that no registered provider is needed.</summary>
    public static bool IsComplete(ProviderInputs inputs)
    {
        var definition = ProviderDrivers.Get(inputs.Driver);
        if (!definition.HasService)
            return true;
        var places = new ProviderPlaces(inputs);
        var region = definition.RegionKey is { } r ? places.Find(r, inputs.Record?.Region) : null;
        return FindMissing(
            definition, places.Find(definition.EndpointKey, inputs.Record?.Endpoint) ?? RegionalEndpoint(definition, region),
            definition.ProjectKey is { } p ? places.Find(p, inputs.Record?.Project) : null, region, definition.SecretKeys.ToDictionary(k => k, places.FindSecret)).Count == 0;
    }

    private static SelectedProvider Standing(ProviderDefinition definition) => new(
        new ProviderSettings(definition.Name, new Uri($"{definition.Name}:"), new Dictionary<string, string>(), null, null, null),
        $"{definition.Name}: machines that stand already, as descriptor and front-end name them", CredentialOrigin.Descriptor);

    // It comes from where the region comes from.
    private static FoundValue? RegionalEndpoint(ProviderDefinition definition, FoundValue? region) =>
        region is not null && definition.RegionalEndpoint is { } address ? new FoundValue(address(region.Value), region.Origin, $"the region, {region.Source}") : null;

    private static List<string> FindMissing(
        ProviderDefinition definition, FoundValue? endpoint, FoundValue? project, FoundValue? region, Dictionary<string, FoundValue?> secrets)
    {
        var missing = new List<string>();
        if (endpoint is null && definition.RegionalEndpoint is null)
            missing.Add(definition.EndpointKey);

        // All of them, or none where the driver finds them by itself: half of them are a mistake.
        if (definition.OwnCredentials is null || secrets.Values.Any(s => s is not null))
            missing.AddRange(secrets.Where(s => s.Value is null).Select(s => s.Key));
        if (project is null && definition.ProjectKey is { } p)
            missing.Add(p);
        if (region is null && definition.RegionKey is { } r)
            missing.Add(r);
        return missing;
    }

    private static void CheckEndpoint(ProviderDefinition definition, ProviderPlaces places, FoundValue endpoint, Uri address)
    {
        if (endpoint.Origin != CredentialOrigin.Record || places.Said(definition.EndpointKey) is not { } written)
            return;
        if (!EndpointAddress.Same(EndpointAddress.Parse(written, definition.Name), address))
        {
            throw SelectionErrors.Differs(
                definition.Name, "endpoint", written, endpoint.Value,
                "Write the recorded endpoint, or take it out. If the service has moved, give the new address as a parameter: it is taken when it shows the same project and devices.");
        }
    }

    // An id and a name cannot be compared here: the driver asks the service. Everything else is an error already here.
    private static string? CheckProject(ProviderDefinition definition, ProviderPlaces places, string? recordedText)
    {
        if (definition.ProjectKey is not { } key || GivenValue.Of(recordedText) is not { } recorded)
            return null;
        if (places.Said(key) is not { } given || given.Value.Equals(recorded, StringComparison.OrdinalIgnoreCase))
            return null;
        if (Guid.TryParse(given.Value, out _) != Guid.TryParse(recorded, out _))
            return given.Value;
        throw SelectionErrors.Differs(definition.Name, "project", given, recorded, "Write the recorded project, or take it out.");
    }

    private static void CheckRegion(ProviderDefinition definition, ProviderPlaces places, string? recordedText)
    {
        if (definition.RegionKey is { } key && GivenValue.Of(recordedText) is { } recorded
            && places.Said(key) is { } given && !given.Value.Equals(recorded, StringComparison.OrdinalIgnoreCase))
        {
            throw SelectionErrors.Differs(definition.Name, "region", given, recorded, "Write the recorded region, or take it out.");
        }
    }

    private static string Explain(
        ProviderDefinition definition, Uri address, FoundValue endpoint, FoundValue? project, FoundValue? region, string credentials)
    {
        var text = $"{definition.Name} at {address} (from {endpoint.Source})";
        if (project is not null)
            text += $", project {project.Value} (from {project.Source})";
        if (region is not null)
            text += $", region {region.Value} (from {region.Source})";
        return $"{text}, credentials from {credentials}";
    }
}
