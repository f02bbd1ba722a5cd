using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Plans;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>
/// Looks at the world and plans. Done twice for an operation: before the lock, for the question, and with it, for the run.
/// Changes nothing anywhere.
/// </summary>
internal sealed class OperationPreparer(
    FrontEndClient client, ProviderAccessFactory providers, IPlaybooks playbooks, DescriptorLoadOptions loading, HostKeyLooks hostKeys, int release)
{
    /// <summary>Observes and plans.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="newProvisionId">The UUID that a new provision gets.</param>
    /// <param name="loaded">The descriptor, when it was loaded already.</param>
    /// <param name="gate">The operation's gate, or null before there is one.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<PreparedOperation> PrepareAsync(
        OperationRequest request, string newProvisionId, LoadedDescriptor? loaded, Func<CancellationToken, ValueTask>? gate, CancellationToken cancellationToken)
    {
        if (request is DescriptorRequest described)
            loaded ??= await LoadAsync(described.Descriptor, described.WorkingDirectory, cancellationToken).ConfigureAwait(false);
        var snapshot = await FrontEndSnapshot.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        var name = loaded?.Descriptor.Name ?? NameIn(request);
        var observed = snapshot.Find(name);
        if (observed.IsNew && request is ImportRequest && await LaterGenerations.FindAsync(client, release, name, cancellationToken).ConfigureAwait(false) is { } later)
            throw later;
        if (observed.IsNew && request is not CreateRequest)
            throw NotFound(name, snapshot);
        if (loaded is not null)
            NamesInUse.Check(loaded.Descriptor, observed, snapshot);

        var secrets = await StoredSecrets.ReadAsync(client, observed, cancellationToken).ConfigureAwait(false);
        var provisionId = observed.Id ?? newProvisionId;
        var needsNoProvider = request is DeleteRequest { Abandon: true } or DeleteObjectRequest;
        var access = needsNoProvider || request is CreateRequest && loaded!.Descriptor.Hosts.Count == 0 && observed.Hosts.Count == 0
            ? new Dictionary<string, ProviderAccess>()
            : await providers.OpenAsync(request, provisionId, observed, loaded, secrets, gate, cancellationToken).ConfigureAwait(false);
        observed = await WithProvidersAsync(observed, provisionId, access, cancellationToken).ConfigureAwait(false);
        if (request is UpdateRequest)
            observed = await Admissions.ReadAsync(observed, provisionId, access, cancellationToken).ConfigureAwait(false);
        if (request is AssignAddressRequest or DeleteAddressRequest)
            observed = observed with { AddressUse = await AddressUse.ReadAsync(client, snapshot.Networks, observed.Reservations, cancellationToken).ConfigureAwait(false) };
        if (request is PowerRequest { HostIds: var changed })
            CheckPower(HostsOf(observed, changed), access);
        if (request is PowerRequest { Change: not PowerChange.Start } power && HostsOf(observed, power.HostIds).Any(h => h.VirtualMachines.Count > 0))
            observed = observed with { MachineNames = await MachineNames.ReadAsync(client, cancellationToken).ConfigureAwait(false) };
        var keys = request is ImportRequest adopting ? await hostKeys.LookAsync(adopting, observed, cancellationToken).ConfigureAwait(false) : new Dictionary<int, string>();
        var (basic, text) = request is ImportRequest
            ? await PlanImportAsync(observed, keys, cancellationToken).ConfigureAwait(false)
            : await PlanAsync(request, observed, loaded, secrets, access, cancellationToken).ConfigureAwait(false);
        var plan = request is ConfigureRequest or PowerRequest or DeleteHostsRequest or UpdateRequest && HasOverlay(observed) ? PeerRepair.Add(basic, observed) : basic;
        plan = StepEstimates.From(snapshot.Records.SelectMany(r => r.Operations)).ApplyTo(plan) with
        {
            Request = PlanRequests.Of(request, observed.Id ?? observed.Name, loaded, loading.WorkingDirectory),
            Basis = ObservedBasis.Of(observed),
        };
        return new PreparedOperation(plan, observed, provisionId, loaded, text, access, secrets, snapshot.Hosts) { HostKeys = keys };
    }

    /// <summary>Observes without planning, for what only looks at hosts. Providers are asked for the machines only where an overlay joins them, whose peers only they know.</summary>
    public async Task<LookedAt> LookAsync(CheckRequest request, CancellationToken cancellationToken)
    {
        var snapshot = await FrontEndSnapshot.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        var observed = snapshot.Find(request.Provision);
        if (observed.IsNew)
            throw NotFound(request.Provision, snapshot);
        var hosts = HostsOf(observed, request.HostIds);
        var secrets = await StoredSecrets.ReadAsync(client, observed, cancellationToken).ConfigureAwait(false);
        var hasOverlay = hosts.Any(h => playbooks.HasOverlay(StoredConfiguration.Playbooks(h.Template)));
        if (hasOverlay)
        {
            var access = await providers.OpenAsync(new ConfigureRequest(request.Provision) { Overrides = request.Overrides }, observed.Id!, observed, null, secrets, null, cancellationToken).ConfigureAwait(false);
            observed = await WithProvidersAsync(observed, observed.Id!, access, cancellationToken).ConfigureAwait(false);
        }

        return new LookedAt(observed, hosts, ProvisionView.Of(observed, snapshot.Hosts), hasOverlay, secrets);
    }

    /// <summary>The public addresses that were rented for provisions, and what they are used for.</summary>
    public async Task<IReadOnlyList<EdgeAddress>> AddressesAsync(
        IReadOnlyList<string>? provisions, IReadOnlyDictionary<string, string> overrides, Action<string, EdgeException> onError, CancellationToken cancellationToken)
    {
        var snapshot = await FrontEndSnapshot.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        List<ObservedProvision> rented = [];
        foreach (var observed in provisions?.Select(snapshot.Find) ?? snapshot.Provisions())
        {
            try
            {
                if (observed.IsNew)
                    throw NotFound(observed.Name, snapshot);
                rented.Add(observed with { Reservations = await ReservationsAsync(observed, overrides, cancellationToken).ConfigureAwait(false) });
            }
            catch (EdgeException error)
            {
                onError(observed.Name, error);
            }
        }

        var use = await AddressUse.ReadAsync(client, snapshot.Networks, [.. rented.SelectMany(p => p.Reservations)], cancellationToken).ConfigureAwait(false);
        return [.. rented.SelectMany(p => AddressViews.Of(p with { AddressUse = use }))];
    }

    private async Task<IReadOnlyList<ObservedReservation>> ReservationsAsync(ObservedProvision observed, IReadOnlyDictionary<string, string> overrides, CancellationToken cancellationToken)
    {
        // Where machines stand already nobody need be asked, nor be known.
        if (!observed.Hosts.Select(h => h.Driver).Concat(observed.Record?.Drivers.Select(d => d.Name) ?? []).Any(ProviderDrivers.HasService))
            return [];
        var secrets = await StoredSecrets.ReadAsync(client, observed, cancellationToken).ConfigureAwait(false);
        var access = await providers.OpenAsync(new DeleteAddressRequest(observed.Id!, []) { Overrides = overrides }, observed.Id!, observed, null, secrets, null, cancellationToken).ConfigureAwait(false);
        var reserved = await Task.WhenAll(access.Values.Where(p => p.Driver.Addresses is not null).Select(p => ReservationsAsync(p.Driver, observed.Id!, cancellationToken))).ConfigureAwait(false);
        return [.. reserved.SelectMany(r => r)];
    }

    /// <summary>Observes, and says how what stands differs from a descriptor.</summary>
    /// <exception cref="EdgeException"><c>ProvisionHasNoDescriptor</c>.</exception>
    public async Task<IReadOnlyList<EdgeDifference>> CompareAsync(CompareRequest request, CancellationToken cancellationToken)
    {
        var loaded = request.Descriptor is { } source ? await LoadAsync(source, request.WorkingDirectory, cancellationToken).ConfigureAwait(false) : null;
        var snapshot = await FrontEndSnapshot.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        var name = request.Provision ?? loaded!.Descriptor.Name;
        var observed = snapshot.Find(name);
        if (observed.IsNew)
            throw NotFound(name, snapshot);
        var secrets = await StoredSecrets.ReadAsync(client, observed, cancellationToken).ConfigureAwait(false);
        var isStored = loaded is null;
        loaded ??= await LoadRecordedTextAsync(RecordedText(observed), cancellationToken).ConfigureAwait(false);
        var access = await providers.OpenAsync(request, observed.Id!, observed, loaded, secrets, null, cancellationToken).ConfigureAwait(false);
        observed = await WithProvidersAsync(observed, observed.Id!, access, cancellationToken).ConfigureAwait(false);

        observed = await Admissions.ReadAsync(observed, observed.Id!, access, cancellationToken).ConfigureAwait(false);

        // A record's descriptor has no secrets in it, so there is nothing to compare those with that are kept.
        var input = await UpdateInputAsync(observed, loaded, isStored ? new Dictionary<string, string>() : secrets, cancellationToken).ConfigureAwait(false);
        return [.. ProvisionDrift.Of(input, h => Fingerprint(h, secrets))];
    }

    private Task<LoadedDescriptor> LoadAsync(DescriptorSource source, string? workingDirectory, CancellationToken cancellationToken) =>
        source.LoadAsync(new DescriptorLoader(loading with { WorkingDirectory = workingDirectory ?? loading.WorkingDirectory }), cancellationToken);

    /// <summary>The descriptor of a provision's record.</summary>
    /// <exception cref="EdgeException"><c>ProvisionHasNoDescriptor</c>.</exception>
    internal static string RecordedText(ObservedProvision observed) => observed.Record is { DescriptorText.Length: > 0 } record
        ? record.DescriptorText
        : throw new EdgeException("ProvisionHasNoDescriptor", ErrorKind.NotFound, $"Provision {observed.Name} was made by another tool, and no descriptor of it is kept.")
        {
            Target = observed.Name,
            RecommendedAction = "Give the descriptor, or adopt the provision with Import-EdgeProvision.",
        };

    private async Task<(OperationPlan Plan, string? Text)> PlanAsync(
        OperationRequest request, ObservedProvision observed, LoadedDescriptor? loaded, IReadOnlyDictionary<string, string> secrets,
        Dictionary<string, ProviderAccess> access, CancellationToken cancellationToken)
    {
        switch (request)
        {
            case CreateRequest:
                var stored = observed.Record is { DescriptorText.Length: > 0 } record ? await LoadStoredAsync(record.DescriptorText, cancellationToken).ConfigureAwait(false) : null;
                var comparable = await LoadStoredAsync(loaded!.Text, cancellationToken).ConfigureAwait(false);
                var input = new CreateInput(loaded.Descriptor, observed, playbooks.HasOverlay(HostPipeline.Playbooks(loaded.Descriptor)), stored, comparable)
                {
                    AreSecretsMissing = secrets.Count == 0,
                };
                return (CreatePlanner.Plan(input), loaded.Text);

            case UpdateRequest update:
                var changed = await UpdateInputAsync(observed, loaded!, update.Descriptor is DescriptorSource.Recorded ? Named(loaded!.Descriptor, secrets) : secrets, cancellationToken).ConfigureAwait(false);
                return (UpdatePlanner.Plan(changed with { MayReplace = update.MayReplace, RemoveContents = update.RemoveContents }), loaded!.Text);

            case DeleteRequest delete:
                return (DeletePlanner.Plan(observed, delete.RemoveContents, delete.Abandon), null);

            case DeleteHostsRequest some:
                var going = HostsOf(observed, some.HostIds);
                var text = observed.Record is { DescriptorText.Length: > 0 } kept ? DescriptorEditing.WithoutHosts(kept.DescriptorText, [.. going.Select(h => h.Key)], observed.Name) : null;
                return (DeleteHostsPlanner.Plan(observed, going, HasOverlay(observed), some.RemoveContents), text);

            case DeleteObjectRequest single:
                return (DeleteObjectPlanner.Plan(observed, single.Kind, single.ObjectId), null);

            case ConfigureRequest configure:
                var hosts = HostsOf(observed, configure.HostIds);
                return (ConfigurePlanner.Plan(observed, hosts, h => Fingerprint(h, secrets), HasOverlay(observed), configure.Reapply), null);

            case PowerRequest power:
                return (PowerPlanner.Plan(observed, HostsOf(observed, power.HostIds), power.Change), null);

            case CreateAddressRequest create:
                return (PlanAddresses(observed, create, access), null);

            case AssignAddressRequest assign:
                return (AddressPlanner.Assign(observed, assign), null);

            case DeleteAddressRequest given:
                return (AddressPlanner.Delete(observed, given), null);

            default:
                throw new InvalidOperationException($"request {request.GetType().Name} has no planner");
        }
    }

    /// <summary>What the provider would refuse anyway is refused before somebody is asked about it.</summary>
    private static OperationPlan PlanAddresses(ObservedProvision observed, CreateAddressRequest request, Dictionary<string, ProviderAccess> access)
    {
        var plan = AddressPlanner.Create(observed, request, [.. access.Values.Where(p => p.Driver.Addresses is not null).Select(p => p.Driver.Name)]);
        var (step, host) = (plan.Steps[0], observed.Hosts.First(h => h.Id == plan.Steps[0].ObjectId));
        access[host.Driver].Driver.Addresses!.Check(AddressOrder.For(observed, observed.Id!, host, request, step.Shown.Target));
        return plan;
    }

    /// <summary>A descriptor that cannot be made of what stands, or that would not load, is left out: what the hosts are for does not rest on it.</summary>
    private async Task<(OperationPlan Plan, string Text)> PlanImportAsync(ObservedProvision observed, IReadOnlyDictionary<int, string> keys, CancellationToken cancellationToken)
    {
        var plan = ImportPlanner.Plan(observed, HostKeyLooks.Named(keys));
        if (observed.Record is { } record)
            return (plan, record.DescriptorText);
        var (text, why) = (AdoptedDescriptor.Write(observed), "its hosts do not say enough");
        try
        {
            if (text.Length > 0)
                return (plan, (await LoadRecordedTextAsync(text, cancellationToken).ConfigureAwait(false)).Text);
        }
        catch (DescriptorException error)
        {
            why = error.Message.TrimEnd('.');
        }

        return (plan with { Notes = [.. plan.Notes, $"No descriptor can be made of what stands ({why}): the record keeps none, and Compare-EdgeProvision needs one given. Update-EdgeProvision with the descriptor that the provision was made from stores it."] }, "");
    }

    /// <summary>Those of the kept secrets that a descriptor names: one that was taken from the record is silent about the others, and they stay.</summary>
    private static Dictionary<string, string> Named(Descriptor descriptor, IReadOnlyDictionary<string, string> secrets)
    {
        var named = descriptor.Hosts.SelectMany(h => h.Configuration.Entries.Where(e => e.Value.HasSecret).Select(e => $"host/{h.Key}/{e.Key}")).ToHashSet(StringComparer.Ordinal);
        return secrets.Where(s => named.Contains(s.Key)).ToDictionary(StringComparer.Ordinal);
    }

    private async Task<UpdateInput> UpdateInputAsync(
        ObservedProvision observed, LoadedDescriptor loaded, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        var stored = observed.Record is { DescriptorText.Length: > 0 } record ? await LoadStoredAsync(record.DescriptorText, cancellationToken).ConfigureAwait(false) : null;
        var comparable = await LoadStoredAsync(loaded.Text, cancellationToken).ConfigureAwait(false);
        return new UpdateInput(loaded.Descriptor, observed, playbooks.HasOverlay(HostPipeline.Playbooks(loaded.Descriptor)), stored, comparable)
        {
            Secrets = secrets,
            HasOtherSecrets = observed.Record is not null && loaded.Descriptor.Hosts.Any(h => HostComparison.HasOtherSecrets(h, secrets) || MachineSecrets.Of(h).Any(s => secrets.GetValueOrDefault(s.Key) != s.Value)),
        };
    }

    private string Fingerprint(ObservedHost host, IReadOnlyDictionary<string, string> secrets) =>
        playbooks.Fingerprint(HostConfiguration.Of(host.Key, host.Template, providers.FallbackVariables, secrets));

    private bool HasOverlay(ObservedProvision observed) => observed.Hosts.Any(h => playbooks.HasOverlay(StoredConfiguration.Playbooks(h.Template)));

    private async Task<Descriptor> LoadStoredAsync(string text, CancellationToken cancellationToken) =>
        (await LoadRecordedTextAsync(text, cancellationToken).ConfigureAwait(false)).Descriptor;

    private Task<LoadedDescriptor> LoadRecordedTextAsync(string text, CancellationToken cancellationToken) =>
        new DescriptorLoader(loading with { IsStored = true }).LoadTextAsync(text, "the provision's record", cancellationToken);

    private static async Task<ObservedProvision> WithProvidersAsync(
        ObservedProvision observed, string provisionId, Dictionary<string, ProviderAccess> access, CancellationToken cancellationToken)
    {
        var devices = access.Values.Select(p => p.Devices.ListAsync(cancellationToken)).ToList();
        var reservations = access.Values.Where(p => p.Driver.Addresses is not null).Select(p => ReservationsAsync(p.Driver, provisionId, cancellationToken)).ToList();
        await Task.WhenAll([.. devices, .. reservations]).ConfigureAwait(false);
        List<Device> found = [];
        foreach (var task in devices)
            found.AddRange(await task.ConfigureAwait(false));

        // Recorded machines that the tag does not find: the original's, and those that a lagging list does not show yet.
        foreach (var host in observed.Hosts.Where(h => h.DeviceId is not null && found.All(d => d.Id != h.DeviceId)))
        {
            if (access.TryGetValue(host.Driver, out var provider) && await provider.Driver.GetDeviceAsync(host.DeviceId!, cancellationToken).ConfigureAwait(false) is { State: not DeviceState.Releasing } device)
                found.Add(device);
        }

        foreach (var provider in access.Values.Where(p => p.ReplacedEndpoint is not null))
        {
            var unseen = observed.Hosts.Where(h => h.Driver == provider.Driver.Name && h.DeviceId is not null && found.All(d => d.Id != h.DeviceId)).ToList();
            if (unseen.Count > 0)
                throw Elsewhere(observed, provider, unseen);
        }

        List<ObservedReservation> reserved = [];
        foreach (var task in reservations)
            reserved.AddRange(await task.ConfigureAwait(false));
        return observed with { Devices = found, Reservations = reserved };
    }

    private static async Task<IReadOnlyList<ObservedReservation>> ReservationsAsync(IProviderDriver driver, string provisionId, CancellationToken cancellationToken) =>
        [.. (await driver.Addresses!.ListAsync(provisionId, cancellationToken).ConfigureAwait(false)).Select(block => new ObservedReservation(driver.Name, block))];

    /// <summary>A machine whose power nobody can change is refused before anything is written down.</summary>
    private static void CheckPower(IReadOnlyList<ObservedHost> hosts, Dictionary<string, ProviderAccess> access)
    {
        foreach (var host in hosts.Where(h => h.DeviceId is not null))
        {
            if (access.TryGetValue(host.Driver, out var provider))
                provider.Driver.CheckPower(host.DeviceId!);
        }
    }

    private static IReadOnlyList<ObservedHost> HostsOf(ObservedProvision observed, IReadOnlyList<int>? ids)
    {
        if (ids is null)
            return observed.Hosts;
        var missing = ids.Where(id => observed.Hosts.All(h => h.Id != id)).ToList();
        if (missing.Count == 0)
            return [.. observed.Hosts.Where(h => ids.Contains(h.Id))];
        throw new EdgeException("HostNotFound", ErrorKind.NotFound, $"Provision {observed.Name} has no host {string.Join(", ", missing)}.")
        {
            Target = string.Join(", ", missing),
            RecommendedAction = $"Its hosts are: {string.Join(", ", observed.Hosts.Select(h => $"{h.Id} ({h.Name})"))}.",
        };
    }

    private static EdgeException Elsewhere(ObservedProvision observed, ProviderAccess provider, List<ObservedHost> unseen) =>
        new("ProviderEndpointDiffers", ErrorKind.Refused, $"The machines of provision {observed.Name} were rented at {provider.ReplacedEndpoint}; {provider.Settings.Endpoint} does not show {string.Join(", ", unseen.Select(h => $"{h.DeviceId} ({h.Key})"))}. Nothing was changed.")
        {
            Target = observed.Name,
            RecommendedAction = "Leave the endpoint out to use the recorded one, or give the one that shows these machines.",
        };

    internal static string NameIn(OperationRequest request) => request switch
    {
        DeleteRequest r => r.Provision,
        DeleteHostsRequest r => r.Provision,
        DeleteObjectRequest r => r.Provision,
        ConfigureRequest r => r.Provision,
        PowerRequest r => r.Provision,
        ImportRequest r => r.Provision,
        CreateAddressRequest r => r.Provision,
        AssignAddressRequest r => r.Provision,
        DeleteAddressRequest r => r.Provision,
        _ => throw new InvalidOperationException($"request {request.GetType().Name} names no provision"),
    };

    internal static EdgeException NotFound(string nameOrId, FrontEndSnapshot snapshot)
    {
        var names = snapshot.Provisions().Select(p => p.Name).ToList();
        return new EdgeException("ProvisionNotFound", ErrorKind.NotFound, $"There is no provision with the name or id '{nameOrId}'.")
        {
            Target = nameOrId,
            RecommendedAction = names.Count == 0 ? "This front-end has no provisions." : $"This front-end has: {string.Join(", ", names)}.",
        };
    }
}
