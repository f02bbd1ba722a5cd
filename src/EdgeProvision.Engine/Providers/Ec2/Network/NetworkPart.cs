using System.Collections.Concurrent;
using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// Makes one thing that a provision has once, and has it found by its tags when it is there already. The calls that make these carry no token: after one that was not
/// answered the thing is looked for as long as reads may lag, before another is made. What was found or made is remembered: the next host may come before lists show it.
/// </summary>
internal sealed class NetworkPart(Ec2Service service, TimeProvider time, TimeSpan window, string? region)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, object> known = new(StringComparer.Ordinal);

    /// <summary>The time, by the service's clock as far as it has told it.</summary>
    public DateTimeOffset Now => service.ServiceTime ?? time.GetUtcNow();

    /// <summary>A call that makes something, and is sent again only when it was not.</summary>
    public static Ec2Call Make(string action, string attempted, string target) => Ec2Call.Write(action, attempted, target) with { Repeat = RepeatRule.WhenNotSent };

    /// <summary>The thing of a kind that the provision has once.</summary>
    public Task<T> EnsureAsync<T>(string id, string kind, Func<List<Filter>, Task<T?>> find, Func<Task<T>> make, CancellationToken cancellationToken)
        where T : class => EnsureAsync(id, kind, "", find, make, cancellationToken);

    /// <summary>The thing of a kind that the provision has once for each of something.</summary>
    public async Task<T> EnsureAsync<T>(string id, string kind, string which, Func<List<Filter>, Task<T?>> find, Func<Task<T>> make, CancellationToken cancellationToken)
        where T : class
    {
        var name = $"{id} {kind} {which}";
        if (known.TryGetValue(name, out var there))
            return (T)there;
        var found = await FindOrMakeAsync(() => find(Filters(id, kind)), make, cancellationToken).ConfigureAwait(false);
        known[name] = found;
        return found;
    }

    /// <summary>What there is of a kind. Of several that lost answers have left, everybody takes the same: that of the lowest id.</summary>
    public async Task<T?> FirstAsync<TAnswer, T>(
        Ec2Call call, Func<IAmazonEC2, CancellationToken, Task<TAnswer>> send, Func<TAnswer, IEnumerable<T>?> read, Func<T, string> id, CancellationToken cancellationToken)
        where T : class => read(await service.SendAsync(call, send, cancellationToken).ConfigureAwait(false))?.MinBy(id, StringComparer.Ordinal);

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

    /// <summary>Waits until reads show what was made, for as long as they may lag.</summary>
    public async Task UntilShownAsync<T>(Func<Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        var began = time.GetTimestamp();
        while (await find().ConfigureAwait(false) is null && time.GetElapsedTime(began) < window)
            await Task.Delay(PauseOf(), time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds what carries the key of a kind.</summary>
    public List<Filter> Filters(string provisionId, string kind) => [Ec2Tags.ProvisionFilter(provisionId), new Filter($"tag:{Ec2Tags.Key}", [KeyOf(provisionId, kind)])];

    /// <summary>Tags of a thing of the provision's own.</summary>
    public List<TagSpecification> Tags(ResourceType type, string provisionId, string kind) => [new()
    {
        ResourceType = type,
        Tags =
        [
            new Tag(Ec2Tags.Provision, provisionId), new Tag(Ec2Tags.Key, KeyOf(provisionId, kind)), new Tag(Ec2Tags.Name, $"edge {provisionId}"),
            .. Ec2Tags.CreatedAt(service.ServiceTime),
        ],
    }];

    private async Task<T> FindOrMakeAsync<T>(Func<Task<T?>> find, Func<Task<T>> make, CancellationToken cancellationToken)
        where T : class
    {
        if (await find().ConfigureAwait(false) is { } there)
            return there;
        try
        {
            return await make().ConfigureAwait(false);
        }
        catch (ProviderException failure) when (failure.Fate == RequestFate.Unknown || failure is { IsTransient: true, IsRateLimit: false, Fate: RequestFate.Answered })
        {
            var began = time.GetTimestamp();
            while (time.GetElapsedTime(began) < window)
            {
                await Task.Delay(PauseOf(), time, cancellationToken).ConfigureAwait(false);
                if (await find().ConfigureAwait(false) is { } late)
                    return late;
            }

            return await make().ConfigureAwait(false);
        }
    }

    private string KeyOf(string provisionId, string kind) => $"{provisionId}/cloud/{kind}/{region}";

    private TimeSpan PauseOf() => window / 10 < Pause ? window / 10 : Pause;
}
