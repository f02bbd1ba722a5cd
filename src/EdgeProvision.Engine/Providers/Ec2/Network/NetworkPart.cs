using System.Collections.Concurrent;
using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// Makes one thing that a provision has once, and has it found by its tags when it is there already. The calls that make these carry no token: where an earlier one may be under way or
/// has not been answered, the thing is looked for as long as reads may lag, before another is made. What was found or made is remembered: the next host may come before lists show it.
/// <code>
///   shown ─┬─ none ──► wait, if an earlier order may be under way ──► make ─┬─ made
///          │                                                                └─ not answered, or there is one already ──► look until reads do not lag ──► make
///          └─ one or more ──► the one that machines are in, else the oldest; the others go, if nothing is in them
/// </code>
/// </summary>
internal sealed class NetworkPart(Ec2Service service, Ec2Listing listing, NetworkRemoval removal, TimeProvider time, TimeSpan window, string? region)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, object> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> followed = new(StringComparer.Ordinal);

    // Whoever opens a driver holds the provision's lock by then: what an earlier run had begun was begun before.
    private readonly long opened = time.GetTimestamp();

    /// <summary>The time, by the service's clock as far as it has told it.</summary>
    public DateTimeOffset Now => service.ServiceTime ?? time.GetUtcNow();

    /// <summary>A call that makes something, and is sent again only when it was not.</summary>
    public static Ec2Call Make(string action, string attempted, string target) => Ec2Call.Write(action, attempted, target) with { Repeat = RepeatRule.WhenNotSent };

    /// <summary>An earlier run was killed while it ordered for this provision: what it made may not be shown yet.</summary>
    public void Follow(string id) => followed.TryAdd(id, true);

    /// <summary>The thing that the provision has once, or once for each of something.</summary>
    public async Task<T> EnsureAsync<T>(string id, PartLook<T> look, Func<Task<T>> make, CancellationToken cancellationToken)
        where T : class
    {
        if (known.TryGetValue(NameOf(id, look), out var there))
            return (T)there;
        var found = await FindOrMakeAsync(id, look, make, cancellationToken).ConfigureAwait(false);
        Remember(id, look, found);
        return found;
    }

    /// <summary>It is this one from now on.</summary>
    public void Remember<T>(string id, PartLook<T> look, T found)
        where T : class => known[NameOf(id, look)] = found;

    /// <summary>The thing as the service shows it, or null.</summary>
    public async Task<T?> FindAsync<T>(string id, PartLook<T> look, CancellationToken cancellationToken)
        where T : class => (await RankedAsync(id, look, cancellationToken).ConfigureAwait(false)).FirstOrDefault().Part;

    /// <summary>A call about what was made a moment ago: that it is not known yet is no answer.</summary>
    /// <returns>The answer; the default for what is so already.</returns>
    /// <param name="call">The call.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="done">The service's codes for "that is so already".</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<T?> SettleAsync<T>(Ec2Call call, Func<IAmazonEC2, CancellationToken, Task<T>> send, string[] done, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await service.SendAsync(call, send, cancellationToken).ConfigureAwait(false);
            }
            catch (ProviderException failure) when (done.Contains(Ec2Failure.ServiceCode(failure), StringComparer.Ordinal))
            {
                return default;
            }
            catch (ProviderException failure) when (Ec2Failure.IsAbsence(failure) && time.GetElapsedTime(began) < window)
            {
                await Task.Delay(PauseOf(), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The same for what makes something.</summary>
    public async Task<T> MadeAsync<T>(Ec2Call call, Func<IAmazonEC2, CancellationToken, Task<T>> send, CancellationToken cancellationToken) =>
        (await SettleAsync(call, send, [], cancellationToken).ConfigureAwait(false))!;

    /// <summary>Looks until reads show it, for as long as they may lag; null when they never do.</summary>
    public Task<T?> UntilShownAsync<T>(string id, PartLook<T> look, CancellationToken cancellationToken)
        where T : class => LookAsync(id, look, time.GetTimestamp(), cancellationToken);

    /// <summary>Removes a thing that there is one too many of. What cannot go stays: it is removed with the provision.</summary>
    public async Task RemoveDoubleAsync<T>(string id, PartKind<T> kind, T part, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await (kind == (object)PartKinds.Vpcs ? removal.PassAsync(id, kind.Id(part), cancellationToken) : removal.RemoveAsync(kind.Id(part), kind.Removals(part), cancellationToken)).ConfigureAwait(false);
        }
        catch (ProviderException)
        {
            // It harms nobody, and the order is what matters here.
        }
    }

    /// <summary>Tags of a thing of the provision's own.</summary>
    public List<TagSpecification> Tags(ResourceType type, string provisionId, string key) => [new()
    {
        ResourceType = type,
        Tags =
        [
            new Tag(Ec2Tags.Provision, provisionId), new Tag(Ec2Tags.Key, KeyOf(provisionId, key)), new Tag(Ec2Tags.Name, $"edge {provisionId}"),
            .. Ec2Tags.CreatedAt(service.ServiceTime),
        ],
    }];

    private async Task<T> FindOrMakeAsync<T>(string id, PartLook<T> look, Func<Task<T>> make, CancellationToken cancellationToken)
        where T : class
    {
        if (await LookAsync(id, look, followed.ContainsKey(id) ? opened : null, cancellationToken).ConfigureAwait(false) is { } there)
            return there;
        try
        {
            return await make().ConfigureAwait(false);
        }
        catch (ProviderException failure) when (failure.Fate == RequestFate.Unknown || failure is { IsTransient: true, IsRateLimit: false, Fate: RequestFate.Answered }
            || look.Taken.Contains(Ec2Failure.ServiceCode(failure), StringComparer.Ordinal))
        {
            return await UntilShownAsync(id, look, cancellationToken).ConfigureAwait(false) ?? await make().ConfigureAwait(false);
        }
    }

    /// <summary>Looks once, and then on until reads from the beginning on are not behind any more.</summary>
    private async Task<T?> LookAsync<T>(string id, PartLook<T> look, long? began, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            // The look that decides must have been sent after the window's end.
            var isLast = began is not { } since || time.GetElapsedTime(since) >= window;
            var ranked = await RankedAsync(id, look, cancellationToken).ConfigureAwait(false);
            foreach (var (surplus, _) in ranked.Skip(1).Where(r => !r.IsInUse))
                await RemoveDoubleAsync(id, look.Kind, surplus, cancellationToken).ConfigureAwait(false);
            if (ranked.Count > 0 || isLast)
                return ranked.FirstOrDefault().Part;
            await Task.Delay(PauseOf(), time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>All that there are of it: first what is in use, then the oldest, so that everybody takes the same.</summary>
    private async Task<IReadOnlyList<(T Part, bool IsInUse)>> RankedAsync<T>(string id, PartLook<T> look, CancellationToken cancellationToken)
        where T : class
    {
        var (kind, key) = (look.Kind, KeyOf(id, look.Key));
        var there = (await kind.OwnAsync(service, id, look.Attempted, cancellationToken).ConfigureAwait(false)).Where(p => Ec2Tags.Find(kind.Tags(p), Ec2Tags.Key) == key && look.Fits(p)).ToList();
        var isInUse = look.IsInUse;
        if (there.Count > 1 && isInUse is null)
        {
            var used = await UsedAsync(id, cancellationToken).ConfigureAwait(false);
            isInUse = part => used.Contains(kind.Id(part));
        }

        return [.. there.Select(part => (Part: part, IsInUse: isInUse?.Invoke(part) == true))
            .OrderByDescending(p => p.IsInUse).ThenBy(p => Ec2Tags.FindCreatedAt(kind.Tags(p.Part)) ?? DateTimeOffset.MaxValue).ThenBy(p => kind.Id(p.Part), StringComparer.Ordinal)];
    }

    /// <summary>Ids of the VPCs, subnets and groups that machines of the provision are in.</summary>
    private async Task<HashSet<string?>> UsedAsync(string id, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeInstances", "look which network the provision's machines are in", id);
        var machines = await listing.ReadAsync(call, [Ec2Tags.ProvisionFilter(id)], cancellationToken).ConfigureAwait(false);
        return [.. machines.Where(m => m.State?.Name?.Value != Ec2States.Terminated && Ec2Tags.Find(m.Tags, Ec2Tags.Provision) == id)
            .SelectMany(m => (m.SecurityGroups ?? []).Select(g => g.GroupId).Append(m.VpcId).Append(m.SubnetId))];
    }

    private static string NameOf<T>(string id, PartLook<T> look)
        where T : class => $"{id} {look.Key} {look.Which}";

    private string KeyOf(string provisionId, string key) => $"{provisionId}/cloud/{key}/{region}";

    private TimeSpan PauseOf() => window / 10 < Pause ? window / 10 : Pause;
}
