using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>From a request and what stands to the planner that it is for, and to the text of the descriptor that the record will keep.</summary>
internal sealed class RequestPlanning(IPlaybooks playbooks, DescriptorTexts descriptors, IReadOnlyDictionary<string, object?> fallbackVariables)
{
    public async Task<(OperationPlan Plan, string? Text)> PlanAsync(
        OperationRequest request, ObservedProvision observed, LoadedDescriptor? loaded, IReadOnlyDictionary<string, string> secrets,
        IReadOnlyDictionary<string, ProviderAccess> access, CancellationToken cancellationToken)
    {
        switch (request)
        {
            case CreateRequest:
                var stored = await descriptors.RecordedAsync(observed, cancellationToken).ConfigureAwait(false);
                var comparable = await descriptors.ComparableAsync(loaded!, cancellationToken).ConfigureAwait(false);
                var input = new CreateInput(loaded!.Descriptor, observed, playbooks.HasOverlay(HostPipeline.Playbooks(loaded.Descriptor)), stored, comparable)
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
                var going = ProvisionLookup.HostsOf(observed, some.HostIds);
                var text = observed.Record is { DescriptorText.Length: > 0 } kept ? DescriptorEditing.WithoutHosts(kept.DescriptorText, [.. going.Select(h => h.Key)], observed.Name) : null;
                return (DeleteHostsPlanner.Plan(observed, going, HasOverlay(observed), some.RemoveContents), text);

            case DeleteObjectRequest single:
                return (DeleteObjectPlanner.Plan(observed, single.Kind, single.ObjectId), null);

            case ConfigureRequest configure:
                var hosts = ProvisionLookup.HostsOf(observed, configure.HostIds);
                return (ConfigurePlanner.Plan(observed, hosts, h => Fingerprint(h, secrets), HasOverlay(observed), configure.Reapply), null);

            case PowerRequest power:
                return (PowerPlanner.Plan(observed, ProvisionLookup.HostsOf(observed, power.HostIds), power.Change), null);

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
    private static OperationPlan PlanAddresses(ObservedProvision observed, CreateAddressRequest request, IReadOnlyDictionary<string, ProviderAccess> access)
    {
        var plan = AddressPlanner.Create(observed, request, [.. access.Values.Where(p => p.Driver.Addresses is not null).Select(p => p.Driver.Name)]);
        var (step, host) = (plan.Steps[0], observed.Hosts.First(h => h.Id == plan.Steps[0].ObjectId));
        access[host.Driver].Driver.Addresses!.Check(AddressOrder.For(observed, observed.Id!, host, request, step.Shown.Target));
        return plan;
    }

    /// <summary>A descriptor that cannot be made of what stands, or that would not load, is left out: what the hosts are for does not rest on it.</summary>
    public async Task<(OperationPlan Plan, string Text)> PlanImportAsync(ObservedProvision observed, IReadOnlyDictionary<int, string> keys, CancellationToken cancellationToken)
    {
        var plan = ImportPlanner.Plan(observed, HostKeyLooks.Named(keys));
        if (observed.Record is { } record)
            return (plan, record.DescriptorText);
        var (text, why) = (AdoptedDescriptor.Write(observed), "its hosts do not say enough");
        try
        {
            if (text.Length > 0)
                return (plan, (await descriptors.LoadRecordedAsync(text, cancellationToken).ConfigureAwait(false)).Text);
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

    public async Task<UpdateInput> UpdateInputAsync(
        ObservedProvision observed, LoadedDescriptor loaded, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        var stored = await descriptors.RecordedAsync(observed, cancellationToken).ConfigureAwait(false);
        var comparable = await descriptors.ComparableAsync(loaded, cancellationToken).ConfigureAwait(false);
        return new UpdateInput(loaded.Descriptor, observed, playbooks.HasOverlay(HostPipeline.Playbooks(loaded.Descriptor)), stored, comparable)
        {
            Secrets = secrets,
            HasOtherSecrets = observed.Record is not null && loaded.Descriptor.Hosts.Any(h => HostComparison.HasOtherSecrets(h, secrets) || MachineSecrets.Of(h).Any(s => secrets.GetValueOrDefault(s.Key) != s.Value)),
        };
    }

    public string Fingerprint(ObservedHost host, IReadOnlyDictionary<string, string> secrets) =>
        playbooks.Fingerprint(HostConfiguration.Of(host.Key, host.Template, fallbackVariables, secrets));

    public bool HasOverlay(ObservedProvision observed) => observed.Hosts.Any(h => playbooks.HasOverlay(StoredConfiguration.Playbooks(h.Template)));
}
