using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>What is ordered for a host.</summary>
internal static class DeviceOrder
{
    public static DeviceRequest Of(OperationScope scope, HostWork host)
    {
        var desired = ObjectTemplates.Evaluate(scope, host.Desired ?? throw new InvalidOperationException($"host {host.Key} is not in the descriptor"));
        var keys = OrderedKeys.Of(desired.Provision);
        return new DeviceRequest(
            scope.ProvisionId, EdgeAttribute.HostKey(scope.ProvisionId, host.Key), host.Request?.Attempt ?? 1, host.HostId,
            desired.Hostname, host.Template.Section("CONTEXT")?.Text("SSH_PUBLIC_KEY") ?? "", keys)
        {
            EndsAt = keys.TryGetValue(Lifetime.Key, out var written) ? End(scope, host, written) : null,
            FollowsAnother = scope.Observed.Hosts.Any(h => h.Driver == host.Driver && h.Request is { IsOpen: true }),
        };
    }

    /// <summary>How long a machine is to live, as the descriptor says it.</summary>
    /// <exception cref="EdgeException"><c>TerminationTimeInvalid</c>: what was filled in only now has not been checked with the descriptor.</exception>
    public static Lifetime LifetimeOf(HostWork host, string written) => Lifetime.TryParse(written) ?? throw new EdgeException(
        "TerminationTimeInvalid", ErrorKind.InvalidInput, $"The {Lifetime.Key} of host {host.Key} is '{written}', which is neither a time nor a duration. Nothing was ordered or changed.")
    {
        Target = host.Key,
        RecommendedAction = "Write a time such as 2026-12-01T18:00:00Z, or how long the machine is to live, such as 8h, 7d or PT8H.",
    };

    /// <summary>By the service's clock, since it is the service that looks at it. When the machine is made is not known yet, but it is about now.</summary>
    private static DateTimeOffset End(OperationScope scope, HostWork host, string written) =>
        LifetimeOf(host, written).EndOf(scope.Provider(host.Driver).Driver.ServiceTime ?? scope.Time.GetUtcNow());
}
