using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>Reads whole lists of instances.</summary>
internal sealed class Ec2Listing(Ec2Service service)
{
    private const int PageSize = 1000;

    public async Task<IReadOnlyList<Instance>> ReadAsync(Ec2Call call, IEnumerable<Filter> filters, CancellationToken cancellationToken)
    {
        List<Filter> all = [.. filters];
        var found = await service.ReadAllAsync(
            call, (client, page, token) => client.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = all, MaxResults = PageSize, NextToken = page }, token),
            answer => (answer.Reservations?.SelectMany(r => r.Instances ?? []), answer.NextToken), cancellationToken).ConfigureAwait(false);

        // The list may change between two pages: what stands on both is as the later one says.
        var instances = new Dictionary<string, Instance>(StringComparer.Ordinal);
        foreach (var instance in found)
            instances[instance.InstanceId ?? throw service.Malformed(call, "an instance in it has no id")] = instance;
        return [.. instances.Values];
    }
}
