using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Execution.Locking;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>The part of an operation that holds the lock: open its entry, run the plan, deal with failures, reconcile, close the entry.</summary>
internal sealed class OperationRun(
    EngineParts parts, OperationRequest request, PreparedOperation prepared, ProvisionLock held, string operationId, EventRelay relay, IQuestions questions,
    HostAccess hostAccess)
{
    private readonly TimeProvider _time = parts.Options.Time;

    /// <summary>False where no host can have another set of peers afterwards, or another state.</summary>
    private bool TouchesHosts => request is not (DeleteObjectRequest or ImportRequest or CreateAddressRequest or AssignAddressRequest or DeleteAddressRequest);

    public async Task<OperationResult> RunAsync(CancellationToken cancellationToken)
    {
        var entry = parts.Entry(operationId, prepared.Plan.Verb, prepared.Observed.Name, _time.GetUtcNow());
        var timeline = new Timeline(_time);
        using var record = new RecordStore(prepared.Observed.Record);

        // A lock that is lost ends what only waits, too: it would find out at its next change, and that may be half an hour away.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        using var grace = new StopGrace(stop.Token, parts.Options.Timings.StopGrace, _time);
        using var ending = new StopGrace(cancellationToken, parts.Options.Timings.StopGrace + parts.Options.Timings.StopEnding, _time);
        var scope = Scope(entry, record, grace.Token);
        var oldPeers = prepared.Observed.Record?.PeersHash ?? "";
        relay.Send(new OperationEvent.Started(operationId, prepared.Plan.Shown));
        IReadOnlyList<StepResult> results = [];
        var cleanedUp = false;
        using var told = cancellationToken.UnsafeRegister(_ => scope.Orders.Tell(relay.Send), null);
        try
        {
            await OpenEntryAsync(scope, entry, stop.Token).ConfigureAwait(false);
            if (request is not DeleteRequest)
                await new Reconciler(scope).RunAsync(stop.Token).ConfigureAwait(false);
            if (request is not DeleteRequest && TouchesHosts)
                await AdmitAsync(stop.Token).ConfigureAwait(false);
            (results, cleanedUp) = await RunPlanAsync(scope, timeline, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped before or between steps: what stands is resumable, and the entry says so.
        }
        catch (EdgeException)
        {
            await CloseFailedAsync(scope, entry, timeline, ending.Token).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await scope.HostAccess.CloseAllAsync().ConfigureAwait(false);
        }

        if (!cancellationToken.IsCancellationRequested && results.All(r => r.Error is null))
            held.ThrowIfLost();
        return await EndAsync(scope, entry, timeline, results, cleanedUp, oldPeers, ending.Token, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Hosts that stand were made from another machine, perhaps, or this one has got another address since. Callers of earlier operations make room first.</summary>
    private async Task AdmitAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, provider) in prepared.Providers.Where(p => prepared.Observed.Hosts.Any(h => h.Driver == p.Key) && !SaysWhoMayLogIn(p.Key)))
        {
            await TryAsync(() => RetireAsync(name, provider.Driver, cancellationToken), $"Who ran a command earlier may still log in to the hosts at {name}").ConfigureAwait(false);

            // Where it is in the way after all, logging in fails, and says so.
            await TryAsync(() => provider.Driver.AdmitCallerAsync(prepared.ProvisionId, cancellationToken), $"It is not certain that the hosts at {name} let this machine log in").ConfigureAwait(false);
        }
    }

    private async Task RetireAsync(string name, IProviderDriver driver, CancellationToken cancellationToken)
    {
        foreach (var gone in await driver.RetireCallersAsync(prepared.ProvisionId, cancellationToken).ConfigureAwait(false))
            relay.Send(new OperationEvent.Message(MessageLevel.Information, $"SSH to the hosts at {name} is let in no more from {gone}."));
    }

    private async Task TryAsync(Func<Task> work, string otherwise)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Code != "LockLost")
        {
            relay.Send(new OperationEvent.Message(MessageLevel.Warning, $"{otherwise}: {error.Message}"));
        }
    }

    /// <summary>A descriptor that has just come to say so counts before its step has told the provider.</summary>
    private bool SaysWhoMayLogIn(string driver) => prepared.Desired is { } desired && AdmissionComparison.Wish(desired, prepared.Observed, driver) is { AdmitsCallers: false };

    private async Task<(IReadOnlyList<StepResult> Results, bool CleanedUp)> RunPlanAsync(OperationScope scope, Timeline timeline, CancellationToken cancellationToken)
    {
        var runner = new PlanRunner(Handlers.All, _time);
        var plan = prepared.Plan;
        var results = (await runner.RunAsync(plan, scope, timeline, cancellationToken).ConfigureAwait(false)).ToDictionary(r => r.Step.Id);
        while (true)
        {
            var failures = results.Values.Where(r => r.Outcome == StepOutcome.Failed).Select(r => Failure(scope, r)).ToList();
            if (failures.Count == 0 || cancellationToken.IsCancellationRequested)
                return ([.. results.Values], false);

            // Not one host's failure, about which something could be done: this descriptor is not for this provision.
            if (failures.Find(f => f.Error.Code == DescriptorChange.RefusedCode) is { } refusal)
                throw refusal.Error;
            var answer = await questions.OnFailuresAsync(failures, cancellationToken).ConfigureAwait(false);
            if (answer == FailureAnswer.Retry)
            {
                var rest = plan with { Steps = Remaining(plan, results) };
                Expect(scope, rest);
                foreach (var result in await runner.RunAsync(rest, scope, timeline, cancellationToken).ConfigureAwait(false))
                    results[result.Step.Id] = result;
                continue;
            }

            IsSkipped = answer == FailureAnswer.Skip || (answer is null && request.OnFailure == FailureMode.Skip);
            if (request is CreateRequest create && (answer == FailureAnswer.Cleanup || (answer is null && request.OnFailure == FailureMode.Cleanup)))
            {
                await CleanUpAsync(create, cancellationToken).ConfigureAwait(false);
                scope.Record.Set(null);
                return ([.. results.Values], true);
            }

            return ([.. results.Values], false);
        }
    }

    private bool IsSkipped { get; set; }

    /// <summary>Removes everything again, by the same plan as a removal, refusals included.</summary>
    private async Task CleanUpAsync(CreateRequest create, CancellationToken cancellationToken)
    {
        relay.Send(new OperationEvent.Message(MessageLevel.Information, $"Cleaning up: removing provision {prepared.Observed.Name}"));
        var delete = new DeleteRequest(prepared.ProvisionId) { RemoveContents = create.RemoveContents, Overrides = create.Overrides };
        PreparedOperation removal;
        try
        {
            removal = await parts.Preparer(relay.Send, new CatalogMemory()).PrepareAsync(delete, prepared.ProvisionId, null, held.EnsureHeldAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Code == "ProvisionNotFound")
        {
            // It failed before anything of it stood: there is nothing to clean up, and the failure itself is what is to be told.
            return;
        }

        var result = await new OperationRun(parts, delete, removal, held, operationId, relay, questions, hostAccess).RunAsync(cancellationToken).ConfigureAwait(false);
        if (result.Failures.Count > 0)
            throw result.Failures[0].Error;
    }

    /// <summary>
    /// Steps that failed and those that rest on them; what they rest on themselves is fulfilled. A host that comes after all, perhaps under another address, is news to the
    /// overlay's other members, who have ended with the set without it.
    /// </summary>
    private static List<PlannedStep> Remaining(OperationPlan plan, Dictionary<string, StepResult> results)
    {
        var rest = plan.Steps.Where(s => results[s.Id].Outcome is StepOutcome.Failed or StepOutcome.NotRun).ToList();
        if (rest.Any(s => s.Kind is StepKind.AwaitDevice or StepKind.StartHost or StepKind.RestartHost or StepKind.ResetHost))
            rest = [.. plan.Steps.Where(s => s.Kind == StepKind.AgreePeers || rest.Contains(s))];
        var ids = rest.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        return [.. rest.Select(s => s with { Shown = s.Shown with { DependsOn = [.. s.Shown.DependsOn.Where(ids.Contains)] }, WaitsFor = [.. s.WaitsFor.Where(ids.Contains)] })];
    }

    private OperationScope Scope(Operation entry, RecordStore record, CancellationToken late)
    {
        var observed = prepared.Observed;
        var references = new ReferenceBoard(prepared.ProvisionId, observed.Name);
        var peers = new PeerBoard();
        var scope = new OperationScope
        {
            Request = request,
            OperationId = operationId,
            Name = observed.Name,
            ProvisionId = prepared.ProvisionId,
            Desired = prepared.Desired,
            DescriptorText = prepared.DescriptorText,
            Observed = observed,
            Going = RemovalExtent.Of(prepared.Plan),
            FrontEnd = parts.Client.WithGate(held.EnsureHeldAsync, held.CallFailed),
            Configuration = parts.Configuration,
            Gate = held.EnsureHeldAsync,
            Record = record,
            Providers = prepared.Providers,
            Hosts = prepared.BeginHosts(),
            Boards = new OperationBoards(references, peers),
            HostAccess = hostAccess,
            Playbooks = parts.Playbooks,
            Late = late,
            Timings = parts.Options.Timings,
            Time = _time,
            Report = relay.Send,
            Entry = entry,
            FallbackVariables = parts.FallbackVariables,
            Secrets = prepared.Secrets,
            ClusterId = observed.Clusters.Count > 0 ? observed.Clusters[0].Id : -1,
        };
        FillBoards(scope, references, peers);
        Expect(scope, prepared.Plan);
        return scope;
    }

    /// <summary>What stands already, for references and for the overlay.</summary>
    private void FillBoards(OperationScope scope, ReferenceBoard references, PeerBoard peers)
    {
        var observed = prepared.Observed;
        if (observed.Clusters.Count > 0)
            references.Put(TemplateReferenceKind.Clusters, 0, observed.Clusters[0].Id, observed.Clusters[0].Name, observed.Clusters[0].Template);
        foreach (var desired in prepared.Desired?.Datastores ?? [])
        {
            if (observed.Datastores.FirstOrDefault(d => d.Name == desired.Name) is { } found)
                references.Put(TemplateReferenceKind.Datastores, desired.Index, found.Id, found.Name, found.Template);
        }

        foreach (var desired in prepared.Desired?.Networks ?? [])
        {
            if (observed.Networks.FirstOrDefault(n => n.Name == desired.Name) is { } found)
                references.Put(TemplateReferenceKind.Vnets, desired.Index, found.Id, found.Name, found.Template);
        }

        foreach (var host in scope.Hosts.Values)
        {
            if (host.HostId >= 0 && host.Desired is { } desired)
                references.Put(TemplateReferenceKind.Hosts, desired.Index, host.HostId, host.Name, host.Template);
        }

        OverlayMembers.Put(peers, scope.Hosts.Values, observed.Devices);

        // A set that every member was known to have needs no sending while it stays the same. It counts for those that are on: who is off may have missed it.
        if (observed.Record is { PeersHash: { Length: > 0 } known })
        {
            foreach (var host in observed.Hosts.Where(h => h is { ConfigurationStatus: "configured", Power.Kind: HostPowerKind.On }))
                peers.Installed(host.Key, known);
        }
    }

    private static void Expect(OperationScope scope, OperationPlan plan)
    {
        foreach (var step in plan.Steps.Where(s => s.Kind == StepKind.AwaitDevice))
            scope.Boards.Peers.Expect(step.HostKey!);
    }

    /// <summary>
    /// The entry stands before the first step; a killed run's entry is closed as interrupted. The write empties the peers' hash: until the end
    /// nobody can be sure of it. A new provision's entry is written with its record.
    /// </summary>
    private Task OpenEntryAsync(OperationScope scope, Operation entry, CancellationToken cancellationToken) =>
        scope.Record.UpdateAsync(
            scope.FrontEnd,
            r => r with
            {
                PeersHash = TouchesHosts ? "" : r.PeersHash,
                Operations = [.. r.Operations.Select(o => o.Outcome == OperationOutcome.Running ? o with { Outcome = OperationOutcome.Interrupted } : o).Where(o => o.Id != entry.Id), entry],
            },
            cancellationToken);

    private async Task<OperationResult> EndAsync(
        OperationScope scope, Operation entry, Timeline timeline, IReadOnlyList<StepResult> results, bool cleanedUp, string oldPeers, CancellationToken late, CancellationToken cancellationToken)
    {
        var stopped = cancellationToken.IsCancellationRequested;
        var failures = results.Where(r => r.Outcome == StepOutcome.Failed).Select(r => Failure(scope, r)).ToList();
        Provision? provision = null;
        try
        {
            var lostLock = failures.Any(f => f.Error.Code == "LockLost");
            if (!stopped && !cleanedUp && !lostLock && TouchesHosts)
                await SettleAsync(scope, cancellationToken).ConfigureAwait(false);
            entry = entry with
            {
                EndedAt = _time.GetUtcNow(),
                Outcome = stopped ? OperationOutcome.Stopped : failures.Count > 0 && !IsSkipped ? OperationOutcome.Failed : OperationOutcome.Succeeded,
                Steps = timeline.Steps,
            };
            var peers = TouchesHosts ? OperationEnding.PeersHash(scope, oldPeers, stopped) : oldPeers;
            if (!lostLock)
            {
                await scope.Record.UpdateAsync(
                    scope.FrontEnd, r => r with { PeersHash = peers, Operations = [.. r.Operations.Where(o => o.Id != entry.Id), entry] }, late).ConfigureAwait(false);
            }

            provision = await OperationEnding.ViewAsync(scope, parts.Client, late).ConfigureAwait(false);
        }
        catch (Exception error) when (error is EdgeException || (cancellationToken.IsCancellationRequested && error is OperationCanceledException))
        {
            // Everything has been done by now: that nobody could write it down must not look like a failure of it.
            relay.Send(new OperationEvent.Message(MessageLevel.Warning, $"The end of the operation could not be written down ({error.Message}); it will show as interrupted."));
        }

        if (stopped && request is PowerRequest && results.Count > 0 && Left(scope, results).Count == 0)
            relay.Send(new OperationEvent.Message(MessageLevel.Warning, "Stopped. The power is as it was asked for; the next operation on the provision brings the overlay's peers up to date."));
        else if (stopped)
            relay.Send(new OperationEvent.Message(MessageLevel.Warning, $"Stopped. What stands is kept; continue with: {NextCommands.Continue(Left(scope, results) is { Count: > 0 } left ? NextCommands.Rest(request, left) : request, prepared.Observed.Name)}"));
        else if (entry.Outcome == OperationOutcome.Failed && provision is not null)
            relay.Send(new OperationEvent.Message(MessageLevel.Warning, NextCommands.AfterFailure(request, provision, failures, Left(scope, results))));
        var result = new OperationResult(entry, provision, failures, relay.Warnings);
        relay.Send(new OperationEvent.Ended(result));
        return result;
    }

    /// <summary>Looking once more and waiting for the first monitoring can be left to the next operation.</summary>
    private async Task SettleAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        try
        {
            await OperationEnding.SettleAsync(scope, parts.Client, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // All steps have ended: what the stop cut short is only the look afterwards.
        }
    }

    /// <summary>An error that no step has: the entry must not look like that of a killed process. What is thrown is the first error.</summary>
    private async Task CloseFailedAsync(OperationScope scope, Operation entry, Timeline timeline, CancellationToken late)
    {
        if (held.Lost.IsCancellationRequested)
            return;
        try
        {
            var closed = entry with { EndedAt = _time.GetUtcNow(), Outcome = OperationOutcome.Failed, Steps = timeline.Steps };
            await scope.Record.UpdateAsync(scope.FrontEnd, r => r with { Operations = [.. r.Operations.Where(o => o.Id != entry.Id), closed] }, late).ConfigureAwait(false);
        }
        catch (Exception error) when (error is EdgeException or OperationCanceledException)
        {
            relay.Send(new OperationEvent.Message(MessageLevel.Warning, "The end of the operation could not be written down; it will show as interrupted."));
        }
    }

    /// <summary>OpenNebula ids of the hosts that are not at the end of the plan.</summary>
    private HashSet<int> Left(OperationScope scope, IReadOnlyList<StepResult> results)
    {
        var done = results.Where(r => r.Outcome is StepOutcome.Done or StepOutcome.Unchanged).Select(r => r.Step.Id).ToHashSet(StringComparer.Ordinal);

        // A host whose power is changed is at its end, although somebody has not been told of it yet: the next operation does that.
        return [.. prepared.Plan.Steps.Where(s => s.HostKey is not null && !done.Contains(s.Id) && !(request is PowerRequest && s.Kind == StepKind.AgreePeers)).Select(s => scope.Hosts.GetValueOrDefault(s.HostKey!)?.HostId ?? -1).Where(id => id >= 0)];
    }

    private static StepFailure Failure(OperationScope scope, StepResult result)
    {
        var host = result.Step.HostKey is { } key ? scope.Hosts.GetValueOrDefault(key) : null;
        return new StepFailure(result.Step.Id, result.Step.Shown.Target, host is { HostId: >= 0 } ? host.HostId : null, result.Error!);
    }
}
