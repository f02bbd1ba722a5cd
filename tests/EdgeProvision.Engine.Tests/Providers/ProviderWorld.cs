using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Http;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Providers;

/// <summary>A Packet driver over a scripted service, in virtual time.</summary>
internal sealed class ProviderWorld
{
    public const string Token = "s3cr3t-token-value";
    public const string Project = "11111111-2222-3333-4444-555555555555";

    public ProviderWorld(Func<RestOptions, RestOptions>? change = null, string project = Project, string endpoint = "https://packet.test", string? alias = null)
    {
        var options = new RestOptions { Time = Time, Random = () => 0.5, Trace = Trace.Add };
        Drivers = new ProviderDrivers(change?.Invoke(options) ?? options, Service);
        Settings = new ProviderSettings(
            "packet", new Uri(endpoint), new Dictionary<string, string> { ["packet_token"] = Token }, project, null, null)
        {
            CredentialSource = "PACKET_TOKEN of the environment",
            ProjectAlias = alias,
        };
        Driver = Drivers.Open(Settings);
    }

    public FakeTimeProvider Time { get; } = new(Clock.Start);

    public ScriptedService Service { get; } = new();

    public List<WireRecord> Trace { get; } = [];

    public ProviderDrivers Drivers { get; }

    public ProviderSettings Settings { get; }

    public IProviderDriver Driver { get; }

    public static DeviceRequest Request(params (string Key, string Value)[] keys) => new(
        "p-1", "p-1/host/node1", 1, 7, "node1", "ssh-ed25519 AAAAC3Nz user@example", keys.Length > 0
            ? keys.ToDictionary(k => k.Key, k => k.Value)
            : new Dictionary<string, string> { ["facility"] = "ams1", ["plan"] = "baremetal_0", ["os"] = "centos_7" });

    public static string Device(string id = "d-1", string state = "active", string tags = "\"edge-provision=p-1\",\"edge-key=p-1/host/node1\"") => $$"""
        {"id":"{{id}}","state":"{{state}}","hostname":"node1","created_at":"2026-11-22T11:00:00Z","tags":[{{tags}}],
         "provisioning_percentage":42.5,"facility":{"code":"ams1"},"metro":{"code":"am"},
         "ip_addresses":[
           {"address":"2604:1380::1","address_family":6,"public":true,"management":true},
           {"address":"198.51.100.9","address_family":4,"public":true,"management":false},
           {"address":"192.0.2.10","address_family":4,"public":true,"management":true},
           {"address":"10.0.0.3","address_family":4,"public":false,"management":true}]}
        """;

    public static string Page(string devices, string? next = null, int? total = null) =>
        "{\"devices\":[" + devices + "],\"meta\":{\"next\":" + (next is null ? "null" : $$"""{"href":"{{next}}"}""")
        + (total is { } t ? $",\"total\":{t}" : "") + "}}";

    /// <summary>Everything that an exception shows to anybody.</summary>
    public static string Shown(EdgeProvision.Model.EdgeException error) => $"{error} {error.RecommendedAction} {error.Target}";
}
