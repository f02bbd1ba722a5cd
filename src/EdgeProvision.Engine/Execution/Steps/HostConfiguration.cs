using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>What a host is to be configured to: from the descriptor where there is one, else from what the host's own attributes keep.</summary>
internal static class HostConfiguration
{
    private const string RemoteUserVariable = "edgeprovision_remote_user";

    /// <summary>With the peers that are known now.</summary>
    public static ConfigurationRequest Of(OperationScope scope, HostWork host)
    {
        var view = scope.Boards.Peers.View();
        var request = host.Desired is { } desired
            ? Of(scope.Desired!, ObjectTemplates.Evaluate(scope, desired), scope.FallbackVariables)
            : Of(host.Key, host.Template, scope.FallbackVariables, scope.Secrets);
        return request with { TunnelAddress = view.Tunnels.GetValueOrDefault(host.Key), Peers = view.Peers };
    }

    /// <summary>From a descriptor.</summary>
    public static ConfigurationRequest Of(Descriptor descriptor, DescriptorHost host, IReadOnlyDictionary<string, object?> fallbacks) =>
        new(HostPipeline.Playbooks(descriptor), ConfigurationVariables.From(host.Configuration),
            WithUser(fallbacks, host.Connection.Text("remote_user"), ProviderDrivers.HostVariables(host.Driver, [.. host.Provision.Entries.Where(e => !e.Value.IsMasked).Select(e => e.Key)])), null, PeerSet.Empty)
        {
            SecretNames = host.Configuration.Entries.Where(e => e.Value.HasSecret).Select(e => e.Key).ToHashSet(StringComparer.Ordinal),
        };

    /// <summary>From what a host's own attributes keep, and the secrets that are kept beside them.</summary>
    public static ConfigurationRequest Of(
        string key, AttributeTree template, IReadOnlyDictionary<string, object?> fallbacks, IReadOnlyDictionary<string, string> secrets)
    {
        var variables = ConfigurationVariables.From(StoredConfiguration.Variables(template));
        var prefix = $"host/{key}/";
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in secrets.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            names.Add(name[prefix.Length..]);
            variables.TryAdd(name[prefix.Length..], value);
        }

        var user = template.Section("PROVISION_CONNECTION")?.Text("REMOTE_USER");
        var provision = ProviderDrivers.HostVariables(template.Text("PM_MAD") ?? "", [.. (template.Section("PROVISION") ?? AttributeTree.Empty).Select(a => a.Name.ToLowerInvariant())]);
        return new ConfigurationRequest(StoredConfiguration.Playbooks(template), variables, WithUser(fallbacks, user, provision), null, PeerSet.Empty) { SecretNames = names };
    }

    /// <summary>Hides the host's secrets in what programs print: the last lines of a failed step reach logs and the record.</summary>
    public static SecretFilter Secrets(OperationScope scope, HostWork host) => new(
        Revealed(host.Desired?.Configuration)
            .Concat(scope.Secrets.Where(s => s.Key.StartsWith($"host/{host.Key}/", StringComparison.Ordinal)).Select(s => s.Value)));

    /// <summary>The same where nothing but what is kept with the provision is known.</summary>
    public static SecretFilter Secrets(string key, IReadOnlyDictionary<string, string> secrets) =>
        new(secrets.Where(s => s.Key.StartsWith($"host/{key}/", StringComparison.Ordinal)).Select(s => s.Value));

    private static IEnumerable<string> Revealed(DescriptorValue? value) => value switch
    {
        DescriptorScalar { IsSecret: true } scalar => [scalar.Reveal()],
        DescriptorList list => list.Items.SelectMany(Revealed),
        AttributeMap map => map.Entries.SelectMany(e => Revealed(e.Value)),
        _ => [],
    };

    /// <summary>Whoever logs in must not be locked out by what is configured.</summary>
    private static Dictionary<string, object?> WithUser(IReadOnlyDictionary<string, object?> fallbacks, string? user, IReadOnlyDictionary<string, object?> ofProvider)
    {
        var all = new Dictionary<string, object?>(fallbacks, StringComparer.Ordinal) { [RemoteUserVariable] = user ?? "root" };
        foreach (var (name, value) in ofProvider)
            all[name] = value;
        return all;
    }
}
