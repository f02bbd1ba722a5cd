namespace EdgeProvision.Engine.Descriptors.Schema;

/// <summary>The sections of a descriptor.</summary>
internal static class KeyTables
{
    public static KeyTable Connection { get; } = new(
        "connection",
        closed: true,
        new("remote_user", KeyType.Text, "User to log in as; others than root work through sudo."),
        new("remote_port", KeyType.Integer, "Port of the SSH server.") { Minimum = 1, Maximum = 65535 },
        new("public_key", KeyType.Text, "Public key to authorize: a path, or the key."),
        new("private_key", KeyType.Text, "Private key to log in with: a path."),
        new("host_key", KeyType.Text, "The host's public key, for machines that stand already.") { Format = ValueFormat.SshPublicKey });

    /// <summary>A provision section whose driver is not known yet, as in <c>defaults</c>: the keys of all drivers.</summary>
    public static KeyTable AnyProvision { get; } = new(
        "provision",
        closed: true,
        DriverTables.Packet.Rules.Concat(DriverTables.Ec2.Rules).Concat(DriverTables.OnPrem.Rules)
            .DistinctBy(rule => rule.Name)
            .Select(rule => rule.Name == "driver" ? rule with { Allowed = DriverTables.Names, Required = false }
                : rule with { Required = rule.Name == "hostname" })
            .ToArray());

    public static KeyTable DefaultProvision { get; } = new(
        "defaults.provision",
        closed: true,
        AnyProvision.Rules.Select(rule => rule with { Required = false }).ToArray());

    public static KeyTable Defaults { get; } = new(
        "defaults",
        closed: true,
        new("connection", KeyType.Map, "Defaults of every host's connection.") { Table = Connection },
        new("provision", KeyType.Map, "Defaults of every host's provision.") { Table = DefaultProvision },
        new("configuration", KeyType.Map, "Defaults of every host's configuration.") { Table = ConfigurationTable.Variables });

    public static KeyTable ObjectProvision { get; } = new("provision", closed: false);

    public static KeyTable Cluster { get; } = new(
        "cluster",
        closed: false,
        new("name", KeyType.Text, "Name of the cluster; the provision's by default."),
        new("description", KeyType.Text, "For people."),
        new("reserved_cpu", KeyType.Text, "CPU kept from virtual machines."),
        new("reserved_mem", KeyType.Text, "Memory kept from virtual machines."),
        new("provision", KeyType.Map, "Further provision attributes.") { Table = ObjectProvision });

    public static KeyTable Host { get; } = new(
        "host",
        closed: false,
        new("im_mad", KeyType.Text, "Information driver, for example kvm.") { Required = true, Usual = UsualDrivers.Hypervisor },
        new("vm_mad", KeyType.Text, "Virtualization driver, for example kvm.") { Required = true, Usual = UsualDrivers.Hypervisor },
        new("provision", KeyType.Map, "What to order.") { Table = AnyProvision, Required = true },
        new("connection", KeyType.Map, "How to log in.") { Table = Connection },
        new("configuration", KeyType.Map, "Variables of the roles.") { Table = ConfigurationTable.Variables },
        new("reserved_cpu", KeyType.Text, "CPU kept from virtual machines."),
        new("reserved_mem", KeyType.Text, "Memory kept from virtual machines."));

    public static KeyTable Datastore { get; } = new(
        "datastore",
        closed: false,
        new("name", KeyType.Text, "Name of the datastore.") { Required = true },
        new("type", KeyType.Text, "What it holds; images by default.") { Allowed = ["image_ds", "system_ds", "file_ds", "backup_ds"], IgnoresCase = true },
        new("ds_mad", KeyType.Text, "Datastore driver, for example fs.") { Usual = UsualDrivers.Datastore },
        new("tm_mad", KeyType.Text, "Transfer driver, for example ssh.") { Required = true, Usual = UsualDrivers.Transfer },
        new("disk_type", KeyType.Text, "file, block or another."),
        new("safe_dirs", KeyType.Text, "Directories that images may come from."),
        new("restricted_dirs", KeyType.Text, "Directories that images may not come from."),
        new("limit_mb", KeyType.Text, "Greatest space to use."),
        new("limit_transfer_bw", KeyType.Text, "Greatest bandwidth of transfers."),
        new("base_path", KeyType.Text, "Path on the hosts."),
        new("bridge_list", KeyType.Text, "Hosts that reach the storage."),
        new("description", KeyType.Text, "For people."),
        new("provision", KeyType.Map, "Further provision attributes.") { Table = ObjectProvision });

    public static KeyTable AddressRange { get; } = new(
        "address range",
        closed: false,
        new("type", KeyType.Text, "Kind of addresses.") { Allowed = ["IP4", "IP6", "IP6_STATIC", "IP4_6", "IP4_6_STATIC", "ETHER"], IgnoresCase = true },
        new("ip", KeyType.Text, "First IPv4 address.") { Format = ValueFormat.Ipv4 },
        new("ip6", KeyType.Text, "First IPv6 address.") { Format = ValueFormat.Ipv6 },
        new("mac", KeyType.Text, "First MAC address.") { Format = ValueFormat.Mac },
        new("size", KeyType.Integer, "How many addresses.") { Minimum = 1 },
        new("global_prefix", KeyType.Text, "Global IPv6 prefix.") { Format = ValueFormat.Ipv6 },
        new("ula_prefix", KeyType.Text, "Local IPv6 prefix.") { Format = ValueFormat.Ipv6 },
        new("prefix_length", KeyType.Integer, "Length of the IPv6 prefix.") { Minimum = 0, Maximum = 128 },
        new("gateway", KeyType.Text, "Gateway.") { Format = ValueFormat.Ipv4, IsAdvice = true },
        new("network_mask", KeyType.Text, "Netmask.") { Format = ValueFormat.Netmask, IsAdvice = true },
        new("dns", KeyType.Text, "Name servers.") { Format = ValueFormat.Address, IsAdvice = true, HoldsSeveral = true },
        new("ipam_mad", KeyType.Text, "Driver that provides the addresses, for example packet.") { Usual = UsualDrivers.Ipam },
        new("packet_ip_type", KeyType.Text, "Kind of addresses to rent.") { Allowed = ["public_ipv4", "private_ipv4", "global_ipv4", "public_ipv6"] },
        new("packet_token", KeyType.Text, "API token.") { Secret = true, Credential = true },
        new("packet_project", KeyType.Text, "Project, by id or name.") { Credential = true },
        new("packet_endpoint", KeyType.Text, "Address of the API."),
        new("facility", KeyType.Text, "Facility, for example ams1."),
        new("metro", KeyType.Text, "Metro, for example am."));

    public static KeyTable Network { get; } = new(
        "network",
        closed: false,
        new("name", KeyType.Text, "Name of the network.") { Required = true },
        new("vn_mad", KeyType.Text, "Network driver, for example dummy.") { Required = true, Usual = UsualDrivers.Network },
        new("bridge", KeyType.Text, "Bridge on the hosts."),
        new("bridge_type", KeyType.Text, "linux, openvswitch or another."),
        new("phydev", KeyType.Text, "Interface on the hosts."),
        new("vlan_id", KeyType.Text, "VLAN or VXLAN id."),
        new("automatic_vlan_id", KeyType.Text, "Let OpenNebula choose the id."),
        new("external", KeyType.Boolean, "Addresses are reachable from outside."),
        new("description", KeyType.Text, "For people."),
        new("dns", KeyType.Text, "Name servers, separated by spaces.") { Format = ValueFormat.Address, IsAdvice = true, HoldsSeveral = true },
        new("gateway", KeyType.Text, "Gateway.") { Format = ValueFormat.Ipv4, IsAdvice = true },
        new("gateway6", KeyType.Text, "IPv6 gateway.") { Format = ValueFormat.Ipv6, IsAdvice = true },
        new("mtu", KeyType.Integer, "MTU in the guests.") { Minimum = 68, Maximum = 65535 },
        new("guest_mtu", KeyType.Integer, "MTU in the guests.") { Minimum = 68, Maximum = 65535 },
        new("network_address", KeyType.Text, "Base address.") { Format = ValueFormat.Ipv4, IsAdvice = true },
        new("network_mask", KeyType.Text, "Netmask.") { Format = ValueFormat.Netmask, IsAdvice = true },
        new("search_domain", KeyType.Text, "Search domain."),
        new("method", KeyType.Text, "How guests get their address."),
        new("ip6_method", KeyType.Text, "How guests get their IPv6 address."),
        new("filter_ip_spoofing", KeyType.Boolean, "Drop packets with another address."),
        new("filter_mac_spoofing", KeyType.Boolean, "Drop packets with another MAC address."),
        new("security_groups", KeyType.TextOrList, "Security groups, by id."),
        new("ar", KeyType.Maps, "Address ranges.") { Table = AddressRange },
        new("provision", KeyType.Map, "Further provision attributes.") { Table = ObjectProvision });

    public static KeyTable Top { get; } = new(
        "the descriptor",
        closed: true,
        new("name", KeyType.Text, "Name of the provision.") { Required = true },
        new("version", KeyType.Integer, "Version of the format: 1.") { Minimum = 1, Maximum = 1 },
        new("playbook", KeyType.TextOrList, "Playbook, or several in order."),
        new("extends", KeyType.TextOrList, "Descriptor that this one builds on, or several; later ones win."),
        new("defaults", KeyType.Map, "What holds for every host that does not say otherwise.") { Table = Defaults },
        new("cluster", KeyType.Map, "The cluster.") { Table = Cluster },
        new("hosts", KeyType.Maps, "The edge hosts.") { Table = Host },
        new("datastores", KeyType.Maps, "The datastores.") { Table = Datastore },
        new("networks", KeyType.Maps, "The networks.") { Table = Network },
        new("images", KeyType.Any, "Images.") { NotYet = true },
        new("marketplaceapps", KeyType.Any, "Marketplace apps.") { NotYet = true },
        new("templates", KeyType.Any, "VM templates.") { NotYet = true },
        new("vntemplates", KeyType.Any, "Network templates.") { NotYet = true },
        new("flowtemplates", KeyType.Any, "Service templates.") { NotYet = true });
}
