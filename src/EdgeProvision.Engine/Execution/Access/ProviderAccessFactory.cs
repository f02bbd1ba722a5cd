using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Origins;
using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Engine.Settings;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>Opens the providers of a provision: decides where each is and what it is spoken to with.</summary>
internal sealed class ProviderAccessFactory(
    ProviderDrivers drivers, RegisteredProviders registered, FrontEndConfiguration configuration, IHostEnvironment machine, CatalogMemory catalogs,
    Action<MessageLevel, string> say)
{
    /// <summary>Defaults below every descriptor's configuration.</summary>
    public required IReadOnlyDictionary<string, object?> FallbackVariables { get; init; }

    /// <summary>From where machines are logged in to.</summary>
    public required ILoginOrigins Origins { get; init; }

    /// <summary>What providers are spoken to for, as notes there name it; null for who only looks.</summary>
    public string? Work { get; init; }

    public async Task<Dictionary<string, ProviderAccess>> OpenAsync(
        OperationRequest request, string provisionId, ObservedProvision observed, LoadedDescriptor? loaded,
        IReadOnlyDictionary<string, string> secrets, Func<CancellationToken, ValueTask>? gate, CancellationToken cancellationToken)
    {
        var names = (loaded?.Descriptor.Hosts.Select(h => h.Driver) ?? [])
            .Concat(observed.Hosts.Select(h => h.Driver))
            .Concat(observed.Record?.Drivers.Select(d => d.Name) ?? [])
            .Where(n => n.Length > 0)
            .Distinct(StringComparer.Ordinal);
        var access = new Dictionary<string, ProviderAccess>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var (selected, inputs) = await SelectAsync(Inputs(name, request.Overrides, observed, loaded, secrets), cancellationToken).ConfigureAwait(false);
            var settings = ProviderDrivers.HasService(name) ? selected.Settings : selected.Settings with
            {
                Machines = new StandingMachines(provisionId, secrets, key => (request.Overrides.GetValueOrDefault(key), machine.Variable(key.ToUpperInvariant()))).Of(name, observed, loaded),
                PowerCommandFolder = Path.Combine(UserFolder.Configuration(machine), "power"),
            };
            var driver = drivers.Open(settings with { Work = Work }, gate, wire => say(MessageLevel.Debug, wire.ToString()), catalogs, Origins);
            access[name] = new ProviderAccess(settings, driver, new DeviceBoard(driver, provisionId))
            {
                RegisteredName = selected.SecretsFrom == CredentialOrigin.Registered ? inputs.Registered?.Name : null,
                ReplacedEndpoint = selected.ReplacedEndpoint,
            };
        }

        return access;
    }

    /// <summary>Opens one provider, whether or not the provision has machines there.</summary>
    /// <param name="name">The driver.</param>
    /// <param name="observed">The provision; a new one where nothing of it is known.</param>
    /// <param name="secrets">What is kept with it.</param>
    /// <param name="given">What an address range says, by descriptor key: it counts like a descriptor.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IProviderDriver> OpenOneAsync(
        string name, ObservedProvision observed, IReadOnlyDictionary<string, string> secrets, IReadOnlyDictionary<string, string> given, CancellationToken cancellationToken)
    {
        var inputs = Inputs(name, new Dictionary<string, string>(), observed, null, secrets);
        inputs = inputs with { Descriptor = inputs.Descriptor.Where(p => !given.ContainsKey(p.Key)).Concat(given).ToDictionary(StringComparer.Ordinal) };
        var (selected, _) = await SelectAsync(inputs, cancellationToken).ConfigureAwait(false);
        return drivers.Open(selected.Settings with { Work = Work }, null, wire => say(MessageLevel.Debug, wire.ToString()), catalogs, Origins);
    }

    private async Task<(SelectedProvider Selected, ProviderInputs Inputs)> SelectAsync(ProviderInputs inputs, CancellationToken cancellationToken)
    {
        if (ProviderDrivers.HasService(inputs.Driver))
            inputs = await registered.CompleteAsync(inputs, cancellationToken).ConfigureAwait(false);
        var selected = ProviderSelection.Resolve(inputs);
        say(MessageLevel.Verbose, selected.Explanation);
        foreach (var warning in selected.Warnings)
            say(MessageLevel.Warning, warning);
        return (selected, inputs);
    }

    private ProviderInputs Inputs(
        string name, IReadOnlyDictionary<string, string> overrides, ObservedProvision observed, LoadedDescriptor? loaded, IReadOnlyDictionary<string, string> secrets)
    {
        var host = loaded?.Descriptor.Hosts.FirstOrDefault(h => h.Driver == name);
        var prefix = name + "/";
        return new ProviderInputs(name)
        {
            Parameters = overrides,
            Record = observed.Record?.Drivers.FirstOrDefault(d => d.Name == name),
            Descriptor = Section(host, observed.Hosts.FirstOrDefault(h => h.Driver == name)),
            Place = key => host?.Provision.Find(key) is { } entry ? entry.KeyPosition.ToString() : null,
            Stored = secrets.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(s => s.Key[prefix.Length..], s => s.Value, StringComparer.Ordinal),
            Environment = machine.Variable,
            Sandbox = configuration.SandboxAttributes,
        };
    }

    /// <summary>The descriptor's section; for a provision of the original tool what its hosts keep of it.</summary>
    private static Dictionary<string, string> Section(DescriptorHost? desired, ObservedHost? observed)
    {
        if (desired is not null)
            return desired.Provision.Entries.Where(e => e.Value is DescriptorScalar).ToDictionary(e => e.Key, e => ((DescriptorScalar)e.Value).Reveal(), StringComparer.Ordinal);
        var section = observed?.Template.Section("PROVISION");
        return section is null ? [] : section
            .Where(a => a.Text is not null && !ProviderDrivers.SecretAttributes.Contains(a.Name))
            .DistinctBy(a => a.Name)
            .ToDictionary(a => a.Name.ToLowerInvariant(), a => a.Text!, StringComparer.Ordinal);
    }
}
