using System.Collections.Concurrent;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>What an order needs to know of its instance type; each is asked for once.</summary>
internal sealed class Ec2Types(Ec2Service service)
{
    private const string NestedVirtualization = "nested-virtualization";

    private readonly ConcurrentDictionary<string, InstanceTypeInfo> known = new(StringComparer.Ordinal);

    /// <exception cref="EdgeException">There is no such type, or the service does not tell.</exception>
    public async Task<InstanceTypeInfo> FindAsync(string type, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(type, out var found))
            return found;
        var call = Ec2Call.Read("DescribeInstanceTypes", $"look up the instance type '{type}'", type);
        var answer = await service.SendAsync(
            call, (client, token) => client.DescribeInstanceTypesAsync(new DescribeInstanceTypesRequest { InstanceTypes = [type] }, token), cancellationToken).ConfigureAwait(false);
        var info = answer.InstanceTypes?.FirstOrDefault(t => t.InstanceType?.Value == type) ?? throw service.Malformed(call, $"the type '{type}' is not in it");
        return known.GetOrAdd(type, info);
    }

    /// <summary>The processor's kind, as images name it; of a type that has several, the one that most images are for.</summary>
    public static string Architecture(InstanceTypeInfo type) =>
        type.ProcessorInfo?.SupportedArchitectures is { Count: > 0 } list && !list.Contains("x86_64") ? list[0] : "x86_64";

    /// <summary>True when virtual machines can run in it though it is one itself.</summary>
    public static bool CanNest(InstanceTypeInfo type) => type.ProcessorInfo?.SupportedFeatures?.Any(f => f.ToString() == NestedVirtualization) == true;

    /// <summary>True when virtual machines can run on it.</summary>
    public static bool CanHost(InstanceTypeInfo type) => type.BareMetal == true || CanNest(type);
}
