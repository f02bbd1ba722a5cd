using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeProvision.Engine.Hosts.Programs.Steps;
using EdgeProvision.Engine.Hosts.Roles.Expressions;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Roles.Binding;

/// <summary>Every kind of step, by the key that it is written under in a role file. docs/design/roles.md describes them to authors.</summary>
internal static class StepKinds
{
    private static readonly StepKind[] Kinds =
    [
        new("package", ["names"], ["state"], a => new PackageStep(a.Role, a.Title, a.Packages("names"), a.Choice(
            "state", PackageState.Present, ("present", PackageState.Present), ("latest", PackageState.Latest), ("absent", PackageState.Absent)))),
        new("package_index", ["source"], [], a => new PackageIndexStep(a.Role, a.Title, a.Line("source"))),
        new("file", ["path"], ["content", "template", "source", "owner", "group", "mode", "check", "secret"], a => new FileStep(
            a.Role, a.Title, a.Path("path"), a.Content("content"), a.Rights(), a.OptionalText("check"), a.Flag("secret") || a.HoldsSecret)),
        new("line", ["path"], ["line", "match", "state", "at_top", "check"], Line),
        new("directory", ["path"], ["owner", "group", "mode"], a => new DirectoryStep(a.Role, a.Title, a.Path("path"), a.Rights())),
        new("symlink", ["path", "target"], [], a => new SymlinkStep(a.Role, a.Title, a.Path("path"), a.Line("target"))),
        new("download", ["source", "path"], ["public_key"], a => new DownloadStep(a.Role, a.Title, a.Line("source"), a.Path("path"), a.Flag("public_key"))),
        new("sysctl", ["key", "value"], [], a => new SysctlStep(a.Role, a.Title, a.Word("key"), a.Line("value"))),
        new("kernel_module", ["module"], ["cpu_vendor", "reload", "at_boot", "required"], a => new KernelModuleStep(
            a.Role, a.Title, a.Word("module"), a.OptionalWord("cpu_vendor"), a.Flag("reload"), a.Flag("at_boot"), a.Flag("required"))),
        new("service", ["unit"], ["enabled", "state", "optional"], a => new ServiceStep(
            a.Role, a.Title, a.Word("unit"), a.OptionalText("enabled") is null ? null : a.Flag("enabled"), State(a), a.Flag("optional"))),
        new("authorized_keys", ["path", "owner", "group", "keys"], [], a => new AuthorizedKeyStep(
            a.Role, a.Title, a.Path("path"), a.Word("owner"), a.Word("group"), a.Lines("keys"))),
        new("command", ["run", "effect"], ["unless", "creates", "with"], Command),
        new("tap", ["device"], ["mode"], a => new TapStep(a.Role, a.Title, a.Device("device"), a.Choice("mode", "tap", ("tap", "tap"), ("tun", "tun")))),
        new("bridge", ["bridge"], ["port", "manage_port", "address", "gateway"], a => new BridgeStep(
            a.Role, a.Title, a.Device("bridge"), a.OptionalDevice("port"), a.Flag("manage_port"),
            a.OptionalAddress("address", true), a.OptionalAddress("gateway", false))),
        new("vxlan", ["bridge", "device", "vni", "underlay", "local_address"], ["port", "mtu"], Vxlan),
        new("firewall", [], ["base_rules", "strict", "interface", "services", "masquerade", "masquerade_interface", "masquerade_source", "closed"], a => new FirewallStep(
            a.Role, a.Title, a.Flag("base_rules"), a.Flag("strict"), a.OptionalDevice("interface"), Services(a),
            a.Flag("masquerade"), a.OptionalDevice("masquerade_interface"), a.OptionalAddress("masquerade_source", true)) { Closed = a.Flag("closed") }),
        new("peers", ["addresses"], [], a => new PeersStep(a.Role, a.Title, Peers(a))),
        new("network", [], [], a => new NetworkStep(a.Role, a.Title, [], false)),
        new("refuse", ["message"], [], a => throw Refusal(a)),
    ];

    private static readonly Dictionary<string, StepKind> ByName = Kinds.ToDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>Names of all kinds, as docs list them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(k => k.Name)];

    /// <summary>The kind of that name, or null.</summary>
    public static StepKind? Find(string name) => ByName.GetValueOrDefault(name);

    private static LineStep Line(StepArguments a)
    {
        var absent = a.Choice("state", false, ("present", false), ("absent", true));
        var match = a.OptionalText("match");
        if (absent && match is null)
            throw a.Wrong("match", "is missing: it says which lines are to go");
        return new LineStep(a.Role, a.Title, a.Path("path"), match, absent ? null : a.Line("line"), a.Flag("at_top"), a.OptionalText("check"), a.HoldsSecret);
    }

    private static ServiceState State(StepArguments a) => a.Choice(
        "state", ServiceState.AsIs, ("started", ServiceState.Started), ("stopped", ServiceState.Stopped),
        ("restarted", ServiceState.Restarted), ("reloaded", ServiceState.Reloaded));

    private static CommandStep Command(StepArguments a)
    {
        var creates = a.OptionalText("creates") is null ? null : a.Path("creates");
        var effect = a.Choice("effect", CommandEffect.Undeclared, ("check", CommandEffect.Check), ("creates", CommandEffect.CreatesFile), ("other", CommandEffect.Other));
        if (effect == CommandEffect.CreatesFile && creates is null)
            throw a.Wrong("creates", "is missing: the effect says that the command makes a file");
        if (effect == CommandEffect.Other && creates is null && a.OptionalText("unless") is null)
            throw a.Wrong("unless", "is missing: without it (or 'creates') nobody can tell whether the command has been run already");
        return new CommandStep(a.Role, a.Title, a.Text("run"), a.OptionalText("unless"), creates, a.TextMap("with"), effect);
    }

    private static VxlanStep Vxlan(StepArguments a) => new(
        a.Role, a.Title, a.Device("bridge"), a.Device("device"), a.Number("vni", 1, 16777215) ?? throw a.Wrong("vni", "is empty"),
        a.OptionalDevice("underlay") ?? throw a.Wrong("underlay", "is empty: no interface of this host carries its tunnel address; set opennebula_p2p_vxlan_phydev"),
        a.OptionalAddress("local_address", false) ?? throw a.Wrong("local_address", "is empty: this host's tunnel address is not known; set opennebula_p2p_vxlan_vxlan_local_ip"),
        a.Number("port", 1, 65535) ?? 4789, a.Number("mtu", 576, 65535));

    private static IReadOnlyList<FirewallService> Services(StepArguments a) => [.. a.Items("services").Select(item => Service(a, item))];

    private static FirewallService Service(StepArguments a, object? item)
    {
        if (item is IReadOnlyDictionary<string, object?> map
            && ValueRules.Text(map.GetValueOrDefault("protocol")) is "tcp" or "udp"
            && long.TryParse(ValueRules.Text(map.GetValueOrDefault("port")), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536)
            return new FirewallService(ValueRules.Text(map["protocol"]), port);
        throw a.Wrong("services", "has an item that is not a map of protocol (tcp, udp) and port (1 to 65535)");
    }

    private static IReadOnlyList<string> Peers(StepArguments a)
    {
        var addresses = a.Words("addresses").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return addresses.FirstOrDefault(p => !IPAddress.TryParse(p, out var ip) || ip.AddressFamily != AddressFamily.InterNetwork || p.Count(c => c == '.') != 3) is { } bad
            ? throw a.Wrong("addresses", $"has '{bad}', an IPv4 address was expected")
            : addresses;
    }

    private static EdgeException Refusal(StepArguments a) =>
        new("ConfigurationRefused", ErrorKind.InvalidInput, $"{a.Text("message").TrimEnd()}") { Target = a.Role };
}
