using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>What a host is to be configured to: from the descriptor where there is one, else from what the host's own attributes keep.</summary>
internal static class HostConfiguration
{
    public static ConfigurationRequest Of(OperationScope scope, HostWork host)
    {
        var view = scope.Boards.Peers.View();
        return new ConfigurationRequest(
            Playbooks(scope, host), Variables(scope, host), scope.FallbackVariables, view.Tunnels.GetValueOrDefault(host.Key), view.Peers);
    }

    public static IReadOnlyList<string> Playbooks(OperationScope scope, HostWork host) =>
        scope.Desired is { } desired ? HostPipeline.Playbooks(desired) : StoredConfiguration.Playbooks(host.Template);

    private static IReadOnlyDictionary<string, object?> Variables(OperationScope scope, HostWork host)
    {
        var map = host.Desired is { } desired
            ? ObjectTemplates.Evaluate(scope, desired).Configuration
            : StoredConfiguration.Variables(host.Template);
        var variables = ConfigurationVariables.From(map);
        var prefix = $"host/{host.Key}/";
        foreach (var (key, value) in scope.Secrets.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal)))
            variables.TryAdd(key[prefix.Length..], value);
        return variables;
    }
}
