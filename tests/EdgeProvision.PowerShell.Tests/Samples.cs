using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>What the talk's screen showed, as objects.</summary>
internal static class Samples
{
    private const string Id = "8fc831e6-9066-4c57-9ee4-4b11fea98f00";

    public static Provision Fosdem { get; } = new()
    {
        Id = Id,
        Name = "fosdem",
        State = ProvisionState.Ready,
        ConfigurationStatus = "configured",
        Clusters = [new EdgeCluster(100, "fosdem", "fosdem", Id, 2, 3, 2) { Hosts = [0, 1], Networks = [0, 1, 2], Datastores = [100, 101] }],
        Hosts = [Host(0, "147.75.1.10", "fosdem-node1-c7"), Host(1, "147.75.1.11", "fosdem-node2-u1804")],
        Networks = [Network(0, "fosdem-public", "onebr0"), Network(1, "fosdem-private-host-only", "br0"), Network(2, "fosdem-private", "vxbr100")],
        Datastores = [new EdgeDatastore(100, "fosdem-default", "img", "fs", "ssh", "fosdem", Id, [100], 0, 1000, 900), new EdgeDatastore(101, "fosdem-system", "sys", "-", "ssh", "fosdem", Id, [100], 0, 0, 0)],
    };

    public static Plan Plan { get; } = new(
        "create", "fosdem", Id, [new PlanStep("host/a/rent", "RentDevice", "fosdem-node1-c7", "Rent a machine baremetal_0 in ams1 with centos_7 for fosdem-node1-c7, which is a rather long text", PlanEffect.Rent, [])], ["A note."]);

    public static Operation Operation { get; } = new()
    {
        Id = "0f4cd6b0-6d84-4a9c-8a6e-000000000001",
        Verb = "create",
        Provision = "fosdem",
        User = "oneadmin",
        Machine = "front",
        StartedAt = new DateTimeOffset(2020, 2, 2, 10, 0, 0, TimeSpan.Zero),
        EndedAt = new DateTimeOffset(2020, 2, 2, 10, 15, 36, TimeSpan.Zero),
        Outcome = OperationOutcome.Succeeded,
        Steps = [new OperationStep("host/a/rent", "Rent a machine", StepOutcome.Done, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(223), null)],
    };

    public static HostDrift Drift { get; } = new()
    {
        Host = Fosdem.Hosts[0],
        Steps =
        [
            new HostStepDrift("fosdem-node1-c7", "opennebula-node-kvm", "OpenNebula node packages", DriftOutcome.Ok, ""),
            new HostStepDrift("fosdem-node1-c7", "opennebula-ssh", "Settings of the SSH server", DriftOutcome.WouldChange, "-PasswordAuthentication yes\n+PasswordAuthentication no"),
            new HostStepDrift("fosdem-node1-c7", "opennebula-ssh", "Settings of the SSH server hold", DriftOutcome.Unknown, "would run once the steps before it are done"),
            new HostStepDrift("fosdem-node1-c7", "edge-network", "Network in force", DriftOutcome.Failed, "br0: its port eth7 does not exist"),
        ],
    };

    public static EdgeCloud Cloud { get; } = new(new Uri("http://localhost:2633/RPC2"), "oneadmin", "6.10", false, null);

    /// <summary>One of each thing that providers and playbooks are shown as.</summary>
    public static IReadOnlyList<object> Offers { get; } =
    [
        new EdgeProvider { Name = "amsterdam-main", Driver = "packet", Endpoint = new Uri("https://packet.example.net/metal/v1/and/more"), Project = Id, CredentialSource = "secret:A token@A vault of ours", IsRegistered = true },
        new EdgeLocation { Name = "ams1", Kind = "facility", DisplayName = "Amsterdam, NL", Metro = "am", Country = "NL", Provider = "amsterdam-main", Id = Id },
        new EdgeHardware
        {
            Name = "baremetal_0", DisplayName = "t1.small.x86", Cores = 4, MemoryGB = 8, DiskGB = 80, HourlyPrice = 0.07m, Currency = "USD", Provider = "packet", Id = Id,
            Offers = [.. Enumerable.Range(0, 40).Select(n => new EdgeHardwareOffer($"place{n}", 0.07m, EdgeStock.Limited, n))],
        },
        new EdgeImage { Name = "ubuntu_24_04", DisplayName = "Ubuntu 24.04 LTS with a long name for people to read", Distribution = "ubuntu", Version = "24.04", Provider = "packet", Id = Id },
        new EdgePlaybook { Name = "static_vxlan", Description = "A KVM node like default, and a private network, vxbr100, that spans the hosts of the provision.", Roles = ["base"], SupportedSystems = [], Variables = [], Path = "/x" },
        new EdgePlaybookVariable { Name = "opennebula_node_kvm_param_nested_and_more_letters", Role = "base", Type = "boolean", Default = "{{ if a }}{{ b }}{{ end }} and more", Description = "What it means, at some length, so that it would not fit." },
    ];

    private static EdgeHost Host(int id, string address, string hostname) => new()
    {
        Id = id,
        Name = address,
        State = EdgeHostState.Ready,
        Hostname = hostname,
        Provision = "fosdem",
        ProvisionId = Id,
        Driver = "packet",
        Address = address,
        Cluster = "fosdem",
        FrontEndState = "on",
        TotalCpu = 400,
        TotalMemoryKiB = 8_178_892,
    };

    private static EdgeNetwork Network(int id, string name, string bridge) => new(id, name, bridge, "dummy", "rdy", "oneadmin", "oneadmin", "fosdem", Id, [100], 0);
}
