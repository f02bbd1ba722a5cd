using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// Makes one thing that a provision has once, and has it found by its tag when it is there already. The calls that make these carry no token: after one that was not
/// answered the thing is looked for as long as reads may lag, before another is made.
/// </summary>
internal sealed class NetworkPart(Ec2Service service, TimeProvider time, TimeSpan window)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<T> EnsureAsync<T>(Func<Task<T?>> find, Func<Task<T>> make, CancellationToken cancellationToken)
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

    /// <summary>A call about what was made a moment ago: that it is not known yet is no answer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="done">The service's codes for "that is so already".</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task SettleAsync(Ec2Call call, Func<IAmazonEC2, CancellationToken, Task> send, string[] done, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await service.SendAsync(call, async (client, token) =>
                {
                    await send(client, token).ConfigureAwait(false);
                    return true;
                }, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ProviderException failure) when (done.Contains(Ec2Failure.ServiceCode(failure), StringComparer.Ordinal))
            {
                return;
            }
            catch (ProviderException failure) when (Ec2Failure.IsAbsence(failure) && time.GetElapsedTime(began) < window)
            {
                await Task.Delay(PauseOf(), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Tags of a thing of the provision's own network.</summary>
    public List<TagSpecification> Tags(ResourceType type, string provisionId) => [new()
    {
        ResourceType = type,
        Tags =
        [
            new Tag(Ec2Tags.Provision, provisionId), new Tag(Ec2Tags.Key, $"{provisionId}/network"), new Tag(Ec2Tags.Name, $"edge {provisionId}"),
            .. Ec2Tags.CreatedAt(service.ServiceTime),
        ],
    }];

    private TimeSpan PauseOf() => window / 10 < Pause ? window / 10 : Pause;
}
