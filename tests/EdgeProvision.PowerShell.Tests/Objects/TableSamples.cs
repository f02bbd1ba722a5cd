using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Tests.Objects;

/// <summary>For each table of the views, an object with long values, and those of them that an ordinary terminal must show unbroken. A new table gets its line here.</summary>
internal static class TableSamples
{
    private const string Name = "edge-amsterdam-west1";
    private const string Id = "8fc831e6-9066-4c57-9ee4-4b11fea98f00";

    private static readonly EdgeHost s_host = Samples.Fosdem.Hosts[0] with
    {
        Id = 1024, Name = "147.175.101.210", Address = "147.175.101.210", Hostname = Name, State = EdgeHostState.Configuring, FrontEndState = "update", Cluster = "edge-amsterdam-1", Provision = Name,
    };

    private static readonly PlanStep s_step = new("host/a/rent", "RentDevice", Name, "Rent a machine baremetal_0 in ams1 with centos_7 for " + Name, PlanEffect.Rent, [])
    {
        HostKey = "a", ExpectedDuration = TimeSpan.FromMinutes(83), HourlyCost = 0.0725m, Currency = "USD",
    };

    private static readonly HostStepDrift s_stepDrift = new(Name, "opennebula-repository", "Settings of the SSH server", DriftOutcome.WouldChange, "-a\n+b");

    public static IReadOnlyDictionary<string, (object Item, IReadOnlyList<string> Shown)> All { get; } = new Dictionary<string, (object, IReadOnlyList<string>)>
    {
        ["Provision"] = (Samples.Fosdem with { Name = Name, State = ProvisionState.Configuring, ConfigurationStatus = "pending" }, [Name, "Configuring (pending)"]),
        ["EdgeHost"] = (s_host, ["1024", Name, "Configuring (update)", "147.175.101.210", "edge-amsterdam-1"]),
        ["PlanStep"] = (s_step, ["Rent", Name, "1:23:00", "0.0725 USD", "baremetal_0", "centos_7"]),
        ["Operation"] = (Samples.Operation with { Provision = Name, Outcome = OperationOutcome.Interrupted }, [Name, "Interrupted", "2020-02-02 10:00", "15:36", "oneadmin"]),
        ["OperationStep"] = (
            new OperationStep("host/a/rent", "Rent a machine for " + Name, StepOutcome.Unchanged, TimeSpan.FromMinutes(83), TimeSpan.FromSeconds(1223), "The provider has no machine left"),
            ["Rent a machine for", "Unchanged", "1:23:00", "1223.0s", "The provider has no"]),
        ["EdgeCloud"] = (new EdgeCloud(new Uri("http://front.example.org:2633/RPC2"), "oneadmin", "6.10.5", true, Name[..16]), ["http://front.example.org:2633/RPC2", "oneadmin", "6.10.5", Name[..16]]),
        ["EdgeSandbox"] = (
            new EdgeSandbox { Id = "amsterdam-test", State = EdgeSandboxState.Running, Directory = "/var/lib", Endpoint = "http://127.0.0.1:40000/RPC2", Release = "6.10", ProcessId = 4_000_000, StartedAt = DateTimeOffset.UnixEpoch.AddDays(1) },
            ["amsterdam-test", "Running", "http://127.0.0.1:40000/RPC2", "4000000", "01-0"]),
        ["EdgeCluster"] = (new EdgeCluster(1024, Name, Name, Id, 12, 3, 2), ["1024", $"{Name} ", $" {Name}"]),
        ["EdgeDatastore"] = (
            new EdgeDatastore(1024, Name, "img", "fs", "ssh", Name, Id, [100], 3, 10240, 9216),
            ["1024", $"{Name} ", $" {Name}", "on", "img fs ssh", "1.0G of 10.0G", "3 images"]),
        ["EdgeNetwork"] = (
            new EdgeNetwork(1024, Name, "vxbr1000", "vxlan", "rdy", "oneadmin", "oneadmin", Name[..16], Id, [100], 5) { AddressRanges = [new EdgeAddressRange(0, "IP4", "192.168.150.200", "192.168.150.254", 55, null)] },
            ["1024", Name, "rdy", "vxbr1000", "192.168.150.200-254", "(5 used)", $" {Name[..16]}"]),
        ["EdgeAddress"] = (
            new EdgeAddress("198.18.255.255", EdgeAddressState.Assigned, Id, 4, "packet", Name, Id) { Hostname = Name, VirtualMachineId = 4711, Network = Name[..14] },
            ["198.18.255.255", "Assigned", Name, "vm 4711", Name[..14]]),
        ["EdgeOrphan"] = (
            new EdgeOrphan(EdgeOrphanKind.Addresses, Name, Id, "packet", Id) { Location = "ams1", Age = new TimeSpan(123, 14, 0, 0), HourlyCost = 0.0725m, Currency = "USD" },
            ["Addresses", Name, "packet ams1", "123d 14h", "0.0725 USD", Id[..12]]),
        ["EdgeDriverChange"] = (
            new EdgeDriverChange("/var/lib/one/remotes/ipam/packet/unregister_address_range", EdgeDriverChangeKind.File, EdgeDriverChangeAction.Change, "-a\n+b\n"),
            ["Change", "File", "/var/lib/one/remotes/ipam/packet/unregister_address_range"]),
        ["EdgeAddressRange"] = (new EdgeAddressRange(0, "IP4_6", "192.168.150.200", "192.168.150.254", 55, "packet"), ["IP4_6", "192.168.150.200", "192.168.150.254", "55", "packet"]),
        ["EdgeLease"] = (new EdgeLease("192.168.150.200", "02:00:c0:a8:96:c8", "reservation", 12), ["192.168.150.200", "02:00:c0:a8:96:c8", "reservation", "12"]),
        ["EdgeProvider"] = (
            new EdgeProvider { Name = Name, Driver = "packet", Endpoint = new Uri("https://packet.example.net/metal/v1"), Project = Id, CredentialSource = "env:PACKET_TOKEN", IsRegistered = true },
            [Name, "packet", "env:PACKET_TOKEN", "https://packet.exa", Id[..15]]),
        ["EdgeLocation"] = (
            new EdgeLocation { Name = "eu-central-1a", Kind = "facility", DisplayName = "Amsterdam, NL", Metro = "am", Country = "NL", Provider = Name, Id = Id },
            ["eu-central-1a", "facility", "am", "NL", Name, "Amsterdam, NL"]),
        ["EdgeHardware"] = (
            new EdgeHardware { Name = Name, DisplayName = "t1.small.x86", Cores = 64, MemoryGB = 1024, DiskGB = 80, HourlyPrice = 0.0116m, Currency = "USD", Provider = "packet", Id = Id, Offers = [new EdgeHardwareOffer("ams1", 0.0116m, EdgeStock.Limited, 1)] },
            [Name, "64", "1024G", "0.0116 USD", "Limited", "ams1"]),
        ["EdgeImage"] = (
            new EdgeImage { Name = "ubuntu_24_04_minimal", DisplayName = "Ubuntu 24.04", Distribution = "ubuntu", Version = "24.04", Provider = Name, Id = Id },
            ["ubuntu_24_04_minimal", "ubuntu", "24.04", Name, "Ubuntu 24.04"]),
        ["EdgePlaybook"] = (
            new EdgePlaybook { Name = Name, Description = "A KVM node, and a private network that spans the hosts.", Roles = ["base"], SupportedSystems = [], Variables = [], Path = "/x" },
            [Name, "False", "A KVM node", "hosts."]),
        ["EdgePlaybookVariable"] = (
            new EdgePlaybookVariable { Name = "opennebula_node_kvm_param_nested", Role = "base", Type = "boolean", Default = "true", Description = "What it means, at some length." },
            ["opennebula_node_kvm_param_nested", "boolean", "true", "What it means"]),
        ["Diagnostic"] = (
            new Diagnostic { Severity = DiagnosticSeverity.Warning, Code = "UnknownAttributeKey", Line = 10240, Column = 123, Message = "The key 'hostnam' is not known; 'hostname' is meant?" },
            ["Warning", "UnknownAttributeKey", "10240", "123", "The key 'hostnam'"]),
        ["HostFileCopy"] = (
            new HostFileCopy(s_host, "/home/oneadmin/a.tar.gz", "/var/tmp/a.tar.gz", 1_234_567_890), [Name, "1234567890", "/home/oneadmin/a.tar.gz", "/var/tmp/a.tar.gz"]),
        ["HostCommandResult"] = (new HostCommandResult(s_host, "uname -a", 255, "Linux edge 6.1.0-18-amd64\n", "Not found.\n"), [Name, "255", "Linux edge 6.1.0-18-amd64", "Not found."]),
        ["EdgeDescriptor"] = (
            new EdgeDescriptor(AttributeMap.Empty.With("name", Word(Name)).With("playbook", Word("static_vxlan")), null, _ => "") { Source = "/home/oneadmin/amsterdam.yaml" },
            [Name, "static_vxlan", "amsterdam.yaml"]),
        ["EdgeDescriptorItem"] = (new EdgeDescriptorItem(Name, "packet"), [Name, "packet"]),
        ["EdgeDifference"] = (
            new EdgeDifference(Name, "datastore", Name, 1, EdgeDifferenceKind.Changed, "DATASTORE_LOCATI", "fs", "ceph"), ["datastore", Name, "Changed", "DATASTORE_LOCATI", "fs", "ceph"]),
        ["HostDrift"] = (new HostDrift { Host = s_host, Steps = [s_stepDrift] }, [Name, "False", "Settings of the SSH server"]),
        ["HostStepDrift"] = (s_stepDrift, [Name, "WouldChange", "opennebula-repository", "Settings of the SSH"]),
    };

    private static DescriptorScalar Word(string text) => new(text, ScalarKind.String, DescriptorPosition.BuiltIn);
}
