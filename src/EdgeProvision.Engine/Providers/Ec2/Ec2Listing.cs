using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>Reads whole lists of instances, page by page. A list that is silently short would make a machine look gone.</summary>
internal sealed class Ec2Listing(Ec2Service service)
{
    private const int PageSize = 1000;
    private const int MaxPages = 1000;

    public async Task<IReadOnlyList<Instance>> ReadAsync(Ec2Call call, IEnumerable<Filter> filters, CancellationToken cancellationToken)
    {
        var request = new DescribeInstancesRequest { Filters = [.. filters], MaxResults = PageSize };
        var instances = new Dictionary<string, Instance>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            var answer = await service.SendAsync(call, (client, token) => client.DescribeInstancesAsync(request, token), cancellationToken).ConfigureAwait(false);
            foreach (var instance in (answer.Reservations ?? []).SelectMany(r => r.Instances ?? []))
                instances[instance.InstanceId ?? throw service.Malformed(call, "an instance in it has no id")] = instance;
            request.NextToken = answer.NextToken;
            if (!string.IsNullOrEmpty(request.NextToken) && (!seen.Add(request.NextToken) || seen.Count > MaxPages))
                throw service.Malformed(call, "its pages refer to each other in a circle");
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return [.. instances.Values];
    }
}
