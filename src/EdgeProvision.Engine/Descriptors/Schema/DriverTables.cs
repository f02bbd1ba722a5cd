namespace EdgeProvision.Engine.Descriptors.Schema;

/// <summary>The keys of a host's <c>provision</c> section, per driver.</summary>
internal static class DriverTables
{
    private static readonly KeyRule Driver = new("driver", KeyType.Text, "The provider's driver.") { Required = true };

    private static readonly KeyRule Hostname =
        new("hostname", KeyType.Text, "The host's name at the provider; it identifies the host and stands once in a descriptor.") { Required = true };

    private static readonly KeyRule Provider =
        new("provider", KeyType.Text, "A registered provider, by name: gives endpoint, project and credentials that do not stand here.");

    /// <summary>True for a key that says with what a provider is spoken to, not what is ordered there.</summary>
    public static bool IsCredential(string key) => Table.Values.Any(t => t.Find(key) is { Credential: true });

    public static KeyTable Packet { get; } = new(
        "the provision section of a packet host",
        closed: true,
        Driver,
        Provider,
        Hostname,
        new("packet_token", KeyType.Text, "API token.") { Secret = true, Credential = true },
        new("packet_project", KeyType.Text, "Project, by id or name.") { Credential = true },
        new("packet_endpoint", KeyType.Text, "Address of the API; the public service ended, so there is no default."),
        new("facility", KeyType.TextOrList, "Facility, for example ams1."),
        new("metro", KeyType.Text, "Metro, for example am; instead of a facility."),
        new("plan", KeyType.Text, "Hardware, for example baremetal_0 or c2.medium.x86.") { Required = true },
        new("os", KeyType.Text, "Operating system, for example debian_12.") { Required = true, NamesSystem = true },
        new("billing_cycle", KeyType.Text, "For example hourly."),
        new("userdata", KeyType.Text, "Replaces the generated cloud-config; the SSH key must then get to the host in another way."),
        new("tags", KeyType.TextOrList, "Tags of the device."),
        new("hardware_reservation", KeyType.Text, "Reserved hardware to use, by id, or next-available."),
        new("hardware_reservation_id", KeyType.Text, "The API's own name for it.") { Means = "hardware_reservation" },
        new("project", KeyType.Text, "The same as packet_project, if given."),
        new("termination_time", KeyType.Text, "When the provider takes the device away by itself: a time such as 2026-12-01T18:00:00Z, or how long after it was made, such as 8h, 7d or PT8H.") { Format = ValueFormat.Lifetime })
    {
        OneOf = [["facility", "metro"]],
        Exclusive = [["facility", "metro"]],
    };

    public static KeyTable Ec2 { get; } = new(
        "the provision section of an ec2 host",
        closed: true,
        Driver,
        Provider,
        Hostname,
        new("ec2_access", KeyType.Text, "Access key id.") { Secret = true, Credential = true },
        new("ec2_secret", KeyType.Text, "Secret access key.") { Secret = true, Credential = true },
        new("ec2_endpoint", KeyType.Text, "Address of the API, where it is not the region's own."),
        new("region_name", KeyType.Text, "Region, for example eu-central-1.") { Required = true, Usual = UsualRegions.Ec2 },
        new("ami", KeyType.Text, "Image, by id or name, or a distribution, for example ubuntu_22_04: the newest.") { Required = true, NamesSystem = true },
        new("instancetype", KeyType.Text, "Instance type, for example i3.metal.") { Required = true },
        new("securitygroupids", KeyType.TextOrList, "Security groups, by id."),
        new("securitygroupsids", KeyType.TextOrList, "Misspelling in the original's examples.") { Means = "securitygroupids" },
        new("securitygroups", KeyType.TextOrList, "Security groups, by name."),
        new("ssh_from", KeyType.TextOrList, "Networks that may come in by SSH to a network of the provision's own; the front-end's and this machine's address if left out.") { Format = ValueFormat.AdmittedNetworks, NeverEmpty = true },
        new("open", KeyType.TextOrList, "What else is let in to a network of the provision's own, as tcp/443, udp/5000-5010 from 198.51.100.0/24 or icmp.") { Format = ValueFormat.OpenPorts },
        new("subnetid", KeyType.Text, "Subnet that stands; without one, security groups or a private address, the provision gets a network of its own, which is removed with it."),
        new("keypair", KeyType.Text, "Key pair of the account; the SSH key is imported as one of the provision's own if left out."),
        new("userdata", KeyType.Text, "Replaces the generated cloud-config; as text or in base64. The SSH key must then get to the host in another way."),
        new("cloud_init", KeyType.Boolean, "Of the original; a cloud-config with the SSH key is generated anyway."),
        new("tags", KeyType.TextOrList, "Tags, as name=value."),
        new("elasticip", KeyType.Text, "Elastic address of the account that the host gets, by address or allocation id."),
        new("availabilityzone", KeyType.Text, "Availability zone."),
        new("placementgroup", KeyType.Text, "Placement group."),
        new("tenancy", KeyType.Text, "Tenancy."),
        new("privateip", KeyType.Text, "Private address."),
        new("root_disk", KeyType.Integer, "Size of the first disk in GB.") { Minimum = 1 },
        new("blockdevicemapping", KeyType.Text, "Disks, as device=snapshot:size:delete:type:iops, separated by spaces."),
        new("ebs_optimized", KeyType.Boolean, "EBS optimised."),
        new("clienttoken", KeyType.Text, "Idempotency token; better left to this program."),
        new("aki", KeyType.Text, "Kernel."),
        new("ramdisk", KeyType.Text, "RAM disk."),
        new("licensepool", KeyType.Text, "License configuration, by ARN."),
        new("host", KeyType.Text, "Selector of the original; no effect."),
        new("cloud", KeyType.Text, "Selector of the original; no effect."));

    public static KeyTable Redfish { get; } = new(
        "the redfish section of an onprem host",
        closed: true,
        new("url", KeyType.Text, "Address of the machine's Redfish service; it begins with https://.") { Format = ValueFormat.RedfishUrl },
        new("user", KeyType.Text, "User there."),
        new("password", KeyType.Text, "Password there.") { Secret = true },
        new("system", KeyType.Text, "The machine's id there, if there are several."),
        new("certificate", KeyType.Text, "trusted (the default), or sha256: and the fingerprint of the only certificate that is accepted."));

    public static KeyTable OnPrem { get; } = new(
        "the provision section of an onprem host",
        closed: true,
        Driver,
        Hostname,
        new("address", KeyType.Text, "Address to log in to; the host name if left out.") { Format = ValueFormat.HostAddress },
        new("ip", KeyType.Text, "The same as address.") { Means = "address" },
        new("private_address", KeyType.Text, "Address towards the other hosts.") { Format = ValueFormat.HostAddress },
        new("redfish", KeyType.Map, "The machine's Redfish service, for power; its keys may also stand beside it, as redfish_url and so on.") { Table = Redfish },
        new("redfish_url", KeyType.Text, "Address of the machine's Redfish service; it begins with https://.") { Format = ValueFormat.RedfishUrl },
        new("redfish_user", KeyType.Text, "User there."),
        new("redfish_password", KeyType.Text, "Password there.") { Secret = true, Credential = true },
        new("redfish_system", KeyType.Text, "The machine's id there, if there are several."),
        new("redfish_certificate", KeyType.Text, "trusted (the default), or sha256: and the fingerprint of the only certificate that is accepted."),
        new("power_command", KeyType.Text, "Program that changes the machine's power, by its name in the folder power of your settings; without Redfish.") { Format = ValueFormat.ProgramName },
        new("tags", KeyType.TextOrList, "Tags, for people."));

    public static KeyTable Dummy { get; } = new(
        "the provision section of a dummy host",
        closed: false,
        Driver,
        Hostname,
        new("ip", KeyType.Text, "Address of a machine that stands already.") { Format = ValueFormat.HostAddress },
        new("tags", KeyType.TextOrList, "Tags."));

    /// <summary>For tests of what lies behind the checks: takes everything.</summary>
    public static KeyTable Fake { get; } = new("the provision section of a fake host", closed: false, Driver, Hostname);

    public static IReadOnlyList<string> Names { get; } = [.. KnownWords.HostDrivers.Select(d => d.Word)];

    // Below the tables: they are made in the order in which they stand.
    private static Dictionary<string, KeyTable> Table { get; } = new(StringComparer.Ordinal)
    {
        ["packet"] = Packet,
        ["ec2"] = Ec2,
        ["onprem"] = OnPrem,
        ["dummy"] = Dummy,
    };

    public static KeyTable? Find(string driver, bool allowFake) => allowFake && driver == "fake" ? Fake : Table.GetValueOrDefault(driver);

    /// <summary>A key that any driver knows: in <c>defaults</c> it may be meant for other hosts.</summary>
    public static bool AnyKnows(string key) => Table.Values.Any(t => t.Find(key) is not null);
}
