using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Limits;

/// <summary>
/// The service's request limits: token buckets for each account, region and group of actions, with the sizes that it publishes. RunInstances is also
/// counted by the instances that it asks for.
/// </summary>
internal sealed class Throttle(Ec2Options options, Ec2Conditions conditions, TimeProvider timeProvider)
{
    private const string AllActions = "*";
    private static readonly Dictionary<string, (int Size, double Refill)> Published = new()
    {
        ["RunInstances"] = (5, 2), ["StartInstances"] = (5, 2), ["TerminateInstances"] = (100, 5), ["CreateTags"] = (100, 10), ["DeleteTags"] = (100, 10),
        ["AuthorizeSecurityGroupIngress"] = (50, 5),
    };

    private static readonly (int Size, double Refill) Reads = (100, 20);
    private static readonly (int Size, double Refill) ReadsOfAll = (50, 10);
    private static readonly (int Size, double Refill) Changes = (50, 5);
    private static readonly (int Size, double Refill) Launches = (1000, 2);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TokenBucket> _buckets = [];

    /// <exception cref="Ec2RefusedException"><c>RequestLimitExceeded</c>.</exception>
    public void Count(Ec2Action action, ParameterSet parameters, string caller)
    {
        Take($"{caller} all calls", conditions.BucketOf(AllActions), 1);
        if (conditions.BucketOf(action.Name) is { } troubled)
            Take($"{caller} {action.Name}", troubled, 1);
        if (!options.Throttles)
            return;
        var (group, size) = GroupOf(action, parameters);
        Take($"{caller} {group}", size, 1);
        if (action.Name == "RunInstances")
            Take($"{caller} instances", Launches, Math.Clamp(parameters.Number("MaxCount") ?? 1, 1, Launches.Size));
    }

    private static (string Group, (int, double) Size) GroupOf(Ec2Action action, ParameterSet parameters)
    {
        if (Published.TryGetValue(action.Name, out var own))
            return (action.Name, own);
        if (!action.IsRead)
            return ("changes", Changes);
        // A list of everything costs the service more than one that names what it is about, or takes it in pages.
        var isOfAll = !parameters.Has("Filter") && !parameters.Has("MaxResults") && !parameters.HasList;
        return isOfAll ? ("reads of all", ReadsOfAll) : ("reads", Reads);
    }

    private void Take(string name, (int Size, double Refill)? size, int count)
    {
        if (size is not { } wanted)
            return;
        lock (_gate)
        {
            var now = timeProvider.GetUtcNow();
            if (!_buckets.TryGetValue(name, out var bucket) || (bucket.Size, bucket.Refill) != wanted)
                _buckets[name] = bucket = new TokenBucket(wanted.Size, wanted.Refill, now);
            if (!bucket.TryTake(count, now))
                throw new Ec2RefusedException("RequestLimitExceeded", "Request limit exceeded.", 503);
        }
    }
}
