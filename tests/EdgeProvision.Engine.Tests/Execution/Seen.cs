using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>Observed things, as short as a test can say them.</summary>
internal static class Seen
{
    public static ObservedHost Host(
        string key, int id = 1, string? device = null, HostRequest? request = null, string? address = null, string status = "pending",
        string? fingerprint = null, HostPower? power = null, int state = 8, IReadOnlyList<int>? machines = null)
    {
        var provision = new AttributeTree(("HOSTNAME", key), ("PROVISION_ID", World.ProvisionId), ("NAME", "edge"));
        if (device is not null)
            provision = provision.Add("DEPLOY_ID", device);
        return new ObservedHost
        {
            Id = id,
            Name = address ?? "provision-" + new string('a', 48),
            State = state,
            Key = key,
            Driver = "packet",
            DeviceId = device,
            Request = request ?? new HostRequest(1, IsOpen: false),
            Fingerprint = fingerprint,
            Power = power ?? HostPower.On,
            ConfigurationStatus = status,
            SshHostKey = null,
            Template = new AttributeTree(("EDGE_KEY", World.KeyOf(key)), ("EDGE_SINCE", Since), ("PM_MAD", "packet"), ("PROVISION_CONFIGURATION_STATUS", status)).Add("PROVISION", provision).Add("PROVISION_CONNECTION", new AttributeTree(("PRIVATE_KEY", MemoryMachine.PrivateKeyPath))),
            VirtualMachines = machines ?? [],
        };
    }

    /// <summary>An hour before the world's first moment.</summary>
    private static string Since { get; } = new DateTimeOffset(2026, 11, 22, 11, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A host with which nothing is left to do.</summary>
    public static ObservedHost Ready(string key, int id = 1, string? device = null, HostPower? power = null, int state = 2, IReadOnlyList<int>? machines = null) =>
        Host(key, id, device ?? "d-" + key, new HostRequest(1, IsOpen: false), "198.51.100." + id, "configured", "fingerprint", power, state, machines);

    public static ClusterObject Cluster(int id = 100, string name = "edge") => new(id, name, [], [], [], Identity);

    public static DatastoreObject Datastore(int id, string name) => new(id, name, 0, DatastoreType.Image, "fs", "ssh", [100], [], 0, 0, Identity);

    public static NetworkObject Network(int id, string name, NetworkState? state = NetworkState.Ready, int ranges = 0) =>
        new(id, name, 0, state, [100], "br0", "dummy", 0, [.. Enumerable.Range(0, ranges).Select(_ => Range())], Identity);

    public static ProvisionRecord Record(string text, string peers = "hash", bool deleting = false) => new()
    {
        DocumentId = 5, ProvisionId = World.ProvisionId, ProvisionName = "edge", ClusterName = "edge", DescriptorText = text, PeersHash = peers, IsDeleting = deleting,
    };

    private static AttributeTree Identity => AttributeTree.Empty.Add("PROVISION", new AttributeTree(("PROVISION_ID", World.ProvisionId), ("NAME", "edge")));

    private static AddressRange Range() => AddressRange.Read(System.Xml.Linq.XElement.Parse("<AR><AR_ID>0</AR_ID><IP>10.0.0.1</IP><SIZE>1</SIZE><TYPE>IP4</TYPE></AR>"));
}
