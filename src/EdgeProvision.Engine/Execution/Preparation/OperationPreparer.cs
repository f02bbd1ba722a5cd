using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Access;
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

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>
/// Looks at the world and plans. Done twice for an operation: before the lock, for the question, and with it, for the run.
/// Changes nothing anywhere.
/// </summary>
internal sealed class OperationPreparer(
    FrontEndClient client, ProviderAccessFactory providers, IPlaybooks playbooks, DescriptorTexts descriptors, HostKeyLooks hostKeys, int release)
{
    private readonly RequestPlanning _planning = new(playbooks, descriptors, providers.FallbackVariables);

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
            loaded ??= await descriptors.LoadAsync(described.Descriptor, described.WorkingDirectory, cancellationToken).ConfigureAwait(false);
        var snapshot = await FrontEndSnapshot.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        var name = loaded?.Descriptor.Name ?? ProvisionLookup.NameIn(request);
        var observed = snapshot.Find(name);
        if (observed.IsNew && request is ImportRequest && await LaterGenerations.FindAsync(client, release, name, cancellationToken).ConfigureAwait(false) is { } later)
            throw later;
        if (observed.IsNew && request is not CreateRequest)
            throw ProvisionLookup.NotFound(name, snapshot);
        if (loaded is not null)
            NamesInUse.Check(loaded.Descriptor, observed, snapshot);

        var secrets = await StoredSecrets.ReadAsync(client, observed, cancellationToken).ConfigureAwait(false);
        var provisionId = observed.Id ?? newProvisionId;
        var needsNoProvider = request is DeleteRequest { Abandon: true } or DeleteObjectRequest;
        var access = needsNoProvider || request is CreateRequest && loaded!.Descriptor.Hosts.Count == 0 && observed.Hosts.Count == 0
            ? new Dictionary<string, ProviderAccess>()
            : await providers.OpenAsync(request, provisionId, observed, loaded, secrets, gate, cancellationToken).ConfigureAwait(false);
        observed = await ProviderLook.AddAsync(observed, provisionId, access, cancellationToken).ConfigureAwait(false);
        if (request is UpdateRequest)
            observed = await Admissions.ReadAsync(observed, provisionId, access, cancellationToken).ConfigureAwait(false);
        if (request is AssignAddressRequest or DeleteAddressRequest)
            observed = observed with { AddressUse = await AddressUse.ReadAsync(client, snapshot.Networks, observed.Reservations, cancellationToken).ConfigureAwait(false) };
        if (request is PowerRequest { HostIds: var changed })
            ProviderLook.CheckPower(ProvisionLookup.HostsOf(observed, changed), access);
        if (request is PowerRequest { Change: not PowerChange.Start } power && ProvisionLookup.HostsOf(observed, power.HostIds).Any(h => h.VirtualMachines.Count > 0))
            observed = observed with { MachineNames = await MachineNames.ReadAsync(client, cancellationToken).ConfigureAwait(false) };
        var keys = request is ImportRequest adopting ? await hostKeys.LookAsync(adopting, observed, cancellationToken).ConfigureAwait(false) : new Dictionary<int, string>();
        var (basic, text) = request is ImportRequest
            ? await _planning.PlanImportAsync(observed, keys, cancellationToken).ConfigureAwait(false)
            : await _planning.PlanAsync(request, observed, loaded, secrets, access, cancellationToken).ConfigureAwait(false);
        var plan = request is ConfigureRequest or PowerRequest or DeleteHostsRequest or UpdateRequest && _planning.HasOverlay(observed) ? PeerRepair.Add(basic, observed) : basic;
        plan = StepEstimates.From(snapshot.Records.SelectMany(r => r.Operations)).ApplyTo(plan) with
        {
            Request = PlanRequests.Of(request, observed.Id ?? observed.Name, loaded, descriptors.WorkingDirectory),
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
            throw ProvisionLookup.NotFound(request.Provision, snapshot);
        var hosts = ProvisionLookup.HostsOf(observed, request.HostIds);
        var secrets = await StoredSecrets.ReadAsync(client, observed, cancellationToken).ConfigureAwait(false);
        var hasOverlay = hosts.Any(h => playbooks.HasOverlay(StoredConfiguration.Playbooks(h.Template)));
        if (hasOverlay)
        {
            var access = await providers.OpenAsync(new ConfigureRequest(request.Provision) { Overrides = request.Overrides }, observed.Id!, observed, null, secrets, null, cancellationToken).ConfigureAwait(false);
            observed = await ProviderLook.AddAsync(observed, observed.Id!, access, cancellationToken).ConfigureAwait(false);
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
                    throw ProvisionLookup.NotFound(observed.Name, snapshot);
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
        var reserved = await Task.WhenAll(access.Values.Where(p => p.Driver.Addresses is not null).Select(p => ProviderLook.ReservationsAsync(p.Driver, observed.Id!, cancellationToken))).ConfigureAwait(false);
        return [.. reserved.SelectMany(r => r)];
    }

    /// <summary>Observes, and says how what stands differs from a descriptor.</summary>
    /// <exception cref="EdgeException"><c>ProvisionHasNoDescriptor</c>.</exception>
    public async Task<IReadOnlyList<EdgeDifference>> CompareAsync(CompareRequest request, CancellationToken cancellationToken)
    {
        var loaded = request.Descriptor is { } source ? await descriptors.LoadAsync(source, request.WorkingDirectory, cancellationToken).ConfigureAwait(false) : null;
        var snapshot = await FrontEndSnapshot.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        var name = request.Provision ?? loaded!.Descriptor.Name;
        var observed = snapshot.Find(name);
        if (observed.IsNew)
            throw ProvisionLookup.NotFound(name, snapshot);
        var secrets = await StoredSecrets.ReadAsync(client, observed, cancellationToken).ConfigureAwait(false);
        var isStored = loaded is null;
        loaded ??= await descriptors.LoadRecordedAsync(DescriptorTexts.RecordedText(observed), cancellationToken).ConfigureAwait(false);
        var access = await providers.OpenAsync(request, observed.Id!, observed, loaded, secrets, null, cancellationToken).ConfigureAwait(false);
        observed = await ProviderLook.AddAsync(observed, observed.Id!, access, cancellationToken).ConfigureAwait(false);
        observed = await Admissions.ReadAsync(observed, observed.Id!, access, cancellationToken).ConfigureAwait(false);

        // A record's descriptor has no secrets in it, so there is nothing to compare those with that are kept.
        var input = await _planning.UpdateInputAsync(observed, loaded, isStored ? new Dictionary<string, string>() : secrets, cancellationToken).ConfigureAwait(false);
        return [.. ProvisionDrift.Of(input, h => _planning.Fingerprint(h, secrets))];
    }
}
