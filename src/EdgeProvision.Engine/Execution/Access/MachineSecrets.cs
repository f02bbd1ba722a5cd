using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>Secrets that belong to one machine that stands, and not to a provider: the password of its Redfish service. They are kept as providers' credentials are.</summary>
internal static class MachineSecrets
{
    /// <summary>The descriptor keys.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["redfish_password"];

    /// <summary>The name by which one of them is kept with the provision.</summary>
    public static string NameOf(string memberKey, string key) => $"machine/{memberKey}/{key}";

    /// <summary>Those that a descriptor gives to a host, by the names under which they are kept.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(DescriptorHost host) => ProviderDrivers.HasService(host.Driver) ? [] : Keys
        .Where(k => host.Provision[k] is DescriptorScalar { IsMasked: false })
        .Select(k => (Name: NameOf(host.Key, k), Value: host.Provision.Reveal(k)))
        .Where(s => s.Value is { Length: > 0 })
        .Select(s => KeyValuePair.Create(s.Name, s.Value!));
}
