using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Execution.Checks;
using EdgeProvision.Engine.Execution.Costs;
using EdgeProvision.Engine.Execution.Locking;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>
/// One operation from question to release:
/// <code>
/// observe → plan → confirm → lock → observe → plan (nothing unconfirmed may be bought or destroyed) → run → reconcile → close → release
/// </code>
/// No lock is held while somebody thinks.
/// </summary>
internal sealed class OperationRunner(EngineParts parts)
{
    private readonly CatalogMemory _catalogs = new();

    public async Task<OperationResult> RunAsync(OperationRequest request, IOperationObserver observer, IQuestions questions, CancellationToken cancellationToken)
    {
        var operationId = Guid.NewGuid().ToString();
        var newId = Guid.NewGuid().ToString();
        var relay = new EventRelay(observer, newId);
        var preparer = parts.Preparer(relay.Send, _catalogs);
        var acquirer = new LockAcquirer(parts.Client, parts.Options.Processes, parts.Options.Timings.Lock, parts.Options.Time);
        var before = await LookAsync(preparer, request, newId, acquirer, relay, cancellationToken).ConfigureAwait(false);
        SavedPlan.Ensure(request.Saved, before);
        relay.Know(before.ProvisionId, before.Observed.Hosts.DistinctBy(h => h.Key).ToDictionary(h => h.Key, h => h.Id, StringComparer.Ordinal));
        foreach (var note in before.Plan.Notes)
            relay.Send(new OperationEvent.Message(MessageLevel.Warning, note));

        // What looks like another driver's name is told when it is known that this front-end has a driver of that name: where it has none, that is the error.
        List<Diagnostic> similar = before.Plan.IsEmpty ? [] : [.. (before.Loaded?.Diagnostics ?? []).Where(d => d.Code == "SimilarValue")];
        foreach (var diagnostic in (before.Loaded?.Diagnostics ?? []).Except(similar))
            relay.Send(new OperationEvent.Message(MessageLevel.Warning, diagnostic.ToString()));

        var mustDeleteFirst = request is CreateRequest && before.Observed.Record is { IsDeleting: true };
        if (before.Plan.IsEmpty && !mustDeleteFirst)
        {
            await acquirer.RemoveDeadAsync(before.Observed.Name, request.LockTimeout, relay.Send, cancellationToken).ConfigureAwait(false);
            return Unchanged(request, operationId, before, relay);
        }

        var hostAccess = parts.HostAccess(questions);
        if (before.Desired is { } desired)
            await CheckAsync(request, desired, hostAccess, relay, cancellationToken).ConfigureAwait(false);
        foreach (var doubt in similar.Concat(await BeforeCreate.CheckAsync(before, parts.Configuration, parts.Playbooks, parts.Options.Time, cancellationToken).ConfigureAwait(false)))
            relay.Send(new OperationEvent.Message(MessageLevel.Warning, doubt.ToString()));
        await new FirstContacts(parts.Connector, new GivenHostKeys(parts.Options.Machine)).EnsureAsync(before, cancellationToken).ConfigureAwait(false);
        before = before with { Plan = await PlanCosts.AddAsync(before, parts.Options.Time, cancellationToken).ConfigureAwait(false) };
        if (!await questions.ConfirmAsync(before.Plan.Shown, cancellationToken).ConfigureAwait(false))
            throw new EdgeException("NotConfirmed", ErrorKind.Stopped, "Nothing was changed: the plan was not confirmed.");

        if (request is ImportRequest import)
        {
            await HostKeyConsent.EnsureAsync(import, before, questions, cancellationToken).ConfigureAwait(false);
            request = import with { ShownKeys = before.HostKeys };
        }

        if (request is DeleteRequest { Abandon: true } && !await questions.ConfirmAbandonAsync(
            $"Provision {before.Observed.Name} is removed from OpenNebula only. What it has at the provider stays rented, costs money and is no longer known here.",
            LeftBehind(before), cancellationToken).ConfigureAwait(false))
        {
            throw new EdgeException("NotConfirmed", ErrorKind.Stopped, "Nothing was changed: abandoning was not confirmed.");
        }

        await hostAccess.CheckPassphrasesAsync(request, before, cancellationToken).ConfigureAwait(false);
        await questions.AgreedAsync(cancellationToken).ConfigureAwait(false);
        var held = await acquirer.AcquireAsync(
            new LockRequest(before.Observed.Name, parts.UserName, operationId, before.Plan.Verb, request.LockTimeout), relay.Send, cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            try
            {
                var prepared = await Preparer(relay, before, operationId).PrepareAsync(request, newId, before.Loaded, held.EnsureHeldAsync, cancellationToken).ConfigureAwait(false);
                prepared = prepared with { Plan = PlanCosts.Copy(prepared.Plan, before.Plan) };
                RefuseUnconfirmed(before, prepared);
                SavedPlan.Ensure(request.Saved, prepared);
                foreach (var note in prepared.Plan.Notes.Except(before.Plan.Notes))
                    relay.Send(new OperationEvent.Message(MessageLevel.Warning, note));
                if (request is CreateRequest && prepared.Observed.Record is { IsDeleting: true })
                {
                    prepared = await FinishDeletionAsync(request, prepared, held, operationId, relay, questions, hostAccess, cancellationToken).ConfigureAwait(false);
                    RefuseUnconfirmed(before, prepared);
                }

                return await new OperationRun(parts, request, prepared, held, operationId, relay, questions, hostAccess).RunAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await ReleaseAsync(held, relay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>For what is run, which notes at providers name by verb and id.</summary>
    private OperationPreparer Preparer(EventRelay relay, PreparedOperation prepared, string operationId) => parts.Preparer(relay.Send, _catalogs, $"{prepared.Plan.Verb} {operationId[..8]}");

    /// <summary>What can be known before anything is made: keys that cannot be read, variables of the wrong type, variables that no role knows.</summary>
    private async Task CheckAsync(OperationRequest request, Descriptor desired, HostAccess hostAccess, EventRelay relay, CancellationToken cancellationToken)
    {
        await hostAccess.CheckKeysAsync(request, desired.Hosts, cancellationToken).ConfigureAwait(false);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var host in desired.Hosts.Where(h => !Descriptors.Templates.TemplateEvaluator.References(h.Configuration).Any()))
        {
            var configuration = Steps.HostConfiguration.Of(desired, host, parts.FallbackVariables);
            parts.Playbooks.Fingerprint(configuration);
            foreach (var warning in parts.Playbooks.Warnings(configuration).Where(told.Add))
                relay.Send(new OperationEvent.Message(MessageLevel.Warning, warning));
        }
    }

    private static List<string> LeftBehind(PreparedOperation prepared) =>
    [
        .. prepared.Observed.Hosts.Where(h => h.DeviceId is not null && ProviderDrivers.HasService(h.Driver)).Select(h => $"machine {h.DeviceId} at {h.Driver} ({h.Key})"),
        .. prepared.Observed.Networks.SelectMany(n => n.AddressRanges).Select(r => r.Attributes.Text("DEPLOY_ID")).OfType<string>().Select(id => $"address reservation {id}"),
    ];

    private static async Task<PreparedOperation> LookAsync(
        OperationPreparer preparer, OperationRequest request, string newId, LockAcquirer acquirer, EventRelay relay, CancellationToken cancellationToken)
    {
        try
        {
            return await preparer.PrepareAsync(request, newId, null, null, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error) when (error is { Kind: ErrorKind.NotFound, Code: "ProvisionNotFound" or "HostNotFound" })
        {
            var name = request is UpdateRequest ? error.Target! : ProvisionLookup.NameIn(request);
            await acquirer.RemoveDeadAsync(name, request.LockTimeout, relay.Send, cancellationToken).ConfigureAwait(false);
            if (error.Code == "ProvisionNotFound" && request is DeleteRequest { Saved: { } saved })
                throw SavedPlan.Gone(saved);
            throw;
        }
    }

    /// <summary>A removal that has begun is ended before anything of that name begins anew, under another id.</summary>
    private async Task<PreparedOperation> FinishDeletionAsync(
        OperationRequest request, PreparedOperation prepared, ProvisionLock held, string operationId, EventRelay relay, IQuestions questions,
        HostAccess hostAccess, CancellationToken cancellationToken)
    {
        var delete = new DeleteRequest(prepared.Observed.Name) { Overrides = request.Overrides };
        var removal = await parts.Preparer(relay.Send, _catalogs).PrepareAsync(delete, prepared.ProvisionId, null, held.EnsureHeldAsync, cancellationToken).ConfigureAwait(false);
        var result = await new OperationRun(parts, delete, removal, held, operationId, relay, questions, hostAccess).RunAsync(cancellationToken).ConfigureAwait(false);
        if (result.Failures.Count > 0)
            throw result.Failures[0].Error;
        cancellationToken.ThrowIfCancellationRequested();
        return await Preparer(relay, prepared, operationId).PrepareAsync(request, Guid.NewGuid().ToString(), prepared.Loaded, held.EnsureHeldAsync, cancellationToken).ConfigureAwait(false);
    }

    private static void RefuseUnconfirmed(PreparedOperation confirmed, PreparedOperation now)
    {
        List<string> surprises = [.. now.Plan.Unconfirmed(confirmed.Plan).Select(s => s.Shown.Text)];

        // Finishing a removal destroys what stands: that was confirmed only for the provision of which it was said.
        if (now.Loaded is not null && now.Observed.Record is { IsDeleting: true } && (confirmed.Observed.Record is not { IsDeleting: true } || confirmed.Observed.Id != now.Observed.Id))
            surprises.Insert(0, $"Finish the removal of provision {now.Observed.Name} ({now.Observed.Id})");
        if (surprises.Count == 0)
            return;
        throw new EdgeException("PlanChanged", ErrorKind.Changed, $"The world has changed since the plan was shown: {string.Join("; ", surprises)}. Nothing more was changed.")
        {
            Target = now.Observed.Name,
            RecommendedAction = "Run the command again and look at the new plan.",
        };
    }

    private OperationResult Unchanged(OperationRequest request, string operationId, PreparedOperation prepared, EventRelay relay)
    {
        var now = parts.Options.Time.GetUtcNow();
        var entry = parts.Entry(operationId, prepared.Plan.Verb, prepared.Observed.Name, now) with { EndedAt = now, Outcome = OperationOutcome.Unchanged };
        relay.Send(new OperationEvent.Message(MessageLevel.Information, $"Provision {prepared.Observed.Name}: nothing to {(request is CreateRequest ? "create" : "do")}{(relay.Warnings.Count == 0 ? ", everything is as it should be" : "")}."));
        var result = new OperationResult(entry, ProvisionView.Of(prepared.Observed, prepared.HostObjects), [], relay.Warnings);
        relay.Send(new OperationEvent.Ended(result));
        return result;
    }

    private async Task ReleaseAsync(ProvisionLock held, EventRelay relay, CancellationToken cancellationToken)
    {
        // After a stop the grace was used up already by what had to be written down.
        var limit = cancellationToken.IsCancellationRequested ? parts.Options.Timings.StopEnding : parts.Options.Timings.StopGrace;
        using var grace = new CancellationTokenSource(limit, parts.Options.Time);
        try
        {
            await held.ReleaseAsync(grace.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is EdgeException or OperationCanceledException)
        {
            relay.Send(new OperationEvent.Message(MessageLevel.Warning, $"The lock of provision {held.Provision} (template {held.TemplateId}) could not be removed; it ends by itself a minute after this process has ended."));
        }
    }
}
