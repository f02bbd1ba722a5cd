using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.OpenNebula.Records;

namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>What there is in a world, and whether it is what there should be: problems are sentences, none is good.</summary>
internal sealed class Inventory(TheWorld world)
{
    private readonly HashSet<(string, int)> _builtIn = [.. world.Sandbox.FrontEndEmulator.Dump().Objects.Select(o => (o.Kind, o.Id))];

    /// <summary>Objects that an installation does not have by itself.</summary>
    public IReadOnlyList<ObjectDump> Objects => [.. world.Sandbox.FrontEndEmulator.Dump().Objects.Where(o => !_builtIn.Contains((o.Kind, o.Id)))];

    /// <summary>Devices that are paid for: id, tags, state.</summary>
    public IReadOnlyList<JsonObject> Devices => [.. world.Sandbox.PacketEmulator.Describe()["devices"]!.AsArray().Select(d => d!.AsObject())];

    public IReadOnlyList<JsonObject> Reservations => [.. world.Sandbox.PacketEmulator.Describe()["reservations"]!.AsArray().Select(d => d!.AsObject())];

    /// <summary>The descriptor in the record; empty when there is none.</summary>
    public string RecordedDescriptor => Encoding.UTF8.GetString(Convert.FromBase64String(Objects.Where(o => o.Kind == "document").Select(o => Text(o, "DESCRIPTOR_BASE64")).FirstOrDefault() ?? ""));

    public static string? KeyOf(IEnumerable<string> tags) => tags.FirstOrDefault(t => t.StartsWith("edge-key=", StringComparison.Ordinal))?[9..];

    /// <summary>A whole provision of so many hosts stands, and nothing else.</summary>
    public IEnumerable<string> ProblemsOfProvision(int hosts, bool ipam)
    {
        var objects = Objects;
        foreach (var problem in Counts(objects, ("cluster", 1), ("host", hosts), ("datastore", 2), ("network", ipam ? 2 : 1), ("document", 1), ("template", 0), ("vm", 0), ("image", 0)))
            yield return problem;
        var devices = Devices;
        if (devices.Count != hosts)
            yield return $"{devices.Count} devices for {hosts} hosts";
        foreach (var group in devices.GroupBy(d => KeyOf(d["tags"]!.AsArray().Select(t => (string)t!))).Where(g => g.Count() != 1 || g.Key is null))
            yield return $"{group.Count()} devices of key {group.Key ?? "(none)"}";
        foreach (var device in devices.Where(d => (string)d["state"]! != "active"))
            yield return $"device {device["id"]} is {device["state"]}";
        if (Reservations.Count != (ipam ? 1 : 0))
            yield return $"{Reservations.Count} reservations";
        foreach (var host in objects.Where(o => o.Kind == "host"))
        {
            var deploy = host.Template.FirstOrDefault(a => a.Name == "PROVISION")?.Elements?.GetValueOrDefault("DEPLOY_ID");
            var device = devices.FirstOrDefault(d => (string)d["id"]! == deploy);
            if (device is null)
                yield return $"host {host.Id} {host.Name} names device {deploy ?? "(none)"}, which there is not";
            else if (host.Name != (string?)device["publicAddress"])
                yield return $"host {host.Id} is called {host.Name}, its device has {device["publicAddress"]}";
            if (Text(host, "EDGE_REQUEST")?.EndsWith("closed", StringComparison.Ordinal) != true)
                yield return $"host {host.Id} has request '{Text(host, "EDGE_REQUEST")}'";
            if (Text(host, "PROVISION_CONFIGURATION_STATUS") is not "configured")
                yield return $"host {host.Id} is '{Text(host, "PROVISION_CONFIGURATION_STATUS")}'";
            if (host.State is not "Monitored")
                yield return $"host {host.Id} is in front-end state {host.State}";
        }

        foreach (var network in objects.Where(o => o.Kind == "network" && o.State is not (null or "Ready")))
            yield return $"network {network.Name} is {network.State}";
        foreach (var problem in PeerProblems(hosts))
            yield return problem;
    }

    /// <summary>The provision is as <see cref="Descriptors.FosdemEdited"/> says, as far as that differs from what it was made from.</summary>
    public IEnumerable<string> ProblemsOfTheEdit()
    {
        var objects = Objects;
        var keys = objects.Where(o => o.Kind == "host").Select(o => Text(o, "EDGE_KEY")?.Split('/')[^1]).Order().ToList();
        if (!keys.SequenceEqual(["edge-node2", "edge-node3"]))
            yield return $"the hosts are {string.Join(", ", keys)}";
        var network = objects.Single(o => o.Kind == "network" && o.Name == "edge-private-host-only");
        if (Text(network, "MTU") != "1400")
            yield return $"the network's MTU is '{Text(network, "MTU")}'";
        var system = objects.Single(o => o.Kind == "datastore" && o.Name == "edge-system");
        if (Text(system, "SAFE_DIRS") != "/var/tmp")
            yield return $"the datastore's safe directories are '{Text(system, "SAFE_DIRS")}'";
        var sizes = Reservations.Select(r => (string)r["block"]!).ToList();
        if (sizes is not [var block] || !block.EndsWith("/30", StringComparison.Ordinal))
            yield return $"the reservations are {string.Join(", ", sizes)}";
    }

    /// <summary>Addresses rented by hand: so many reservations, each with a key of its own, and none that is still said to be under way.</summary>
    public IEnumerable<string> ProblemsOfAddresses(int least, int most)
    {
        var keys = Reservations.Select(r => KeyOf(r["tags"]!.AsArray().Select(t => (string)t!))!).Where(k => k.Contains("/ip/", StringComparison.Ordinal)).ToList();
        if (keys.Count < least || keys.Count > most || keys.Distinct().Count() != keys.Count)
            yield return $"the addresses are {string.Join(", ", keys)}";
        var open = Objects.Where(o => o.Kind == "document").Select(o => Text(o, "REQUESTS")).FirstOrDefault(r => r is { Length: > 0 });
        if (open is not null)
            yield return $"the record still has the requests {open}";
    }

    /// <summary>The one address that was rented by hand leads to the n-th host.</summary>
    public IEnumerable<string> ProblemsOfAssignment(int host)
    {
        var devices = Objects.Where(o => o.Kind == "host").OrderBy(o => o.Id).Select(o => o.Template.First(a => a.Name == "PROVISION").Elements!["DEPLOY_ID"]).ToList();
        var leadsTo = Reservations.Where(r => KeyOf(r["tags"]!.AsArray().Select(t => (string)t!))!.Contains("/ip/", StringComparison.Ordinal))
            .SelectMany(r => r["assignments"]!.AsArray().Select(a => ((string)a!).Split(' ')[1])).ToList();
        if (leadsTo is not [var one] || one != devices[host])
            yield return $"it leads to {string.Join(", ", leadsTo)}, and not to {devices[host]}";
    }

    /// <summary>Instances stand as before, and are reached by what <see cref="Admission.After"/> says, which their hosts say as well.</summary>
    public IEnumerable<string> ProblemsOfAdmission(int hosts)
    {
        var there = world.Sandbox.Ec2Emulator!.Describe();
        if (there["ledger"]!.AsArray().Count != hosts || there["instances"]!.AsArray().Any(i => (string)i!["state"]! != "running"))
            yield return $"the instances are {there["instances"]}";
        var rules = there["groups"]!.AsArray().SelectMany(g => g!["rules"]!.AsArray().Select(r => (string)r!)).Where(r => r.StartsWith("in ", StringComparison.Ordinal) && !r.Contains("4789", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (!rules.SequenceEqual(Admission.Rules))
            yield return $"the rules are {string.Join("; ", rules)}";
        foreach (var host in Objects.Where(o => o.Kind == "host"))
        {
            var noted = host.Template.FirstOrDefault(a => a.Name == "PROVISION")?.Elements;
            if (noted?.GetValueOrDefault("OPEN") != "tcp/443,icmp" || noted.GetValueOrDefault("SSH_FROM") != "203.0.113.0/24" || string.IsNullOrEmpty(noted.GetValueOrDefault("DEPLOY_ID")))
                yield return $"host {host.Id} says of its order {string.Join(", ", noted ?? new Dictionary<string, string>())}";
            if (host.State is not "Monitored" || Text(host, "PROVISION_CONFIGURATION_STATUS") is not "configured")
                yield return $"host {host.Id} is {host.State}, '{Text(host, "PROVISION_CONFIGURATION_STATUS")}'";
        }
    }

    /// <summary>The rules of groups that let in the overlay from outside.</summary>
    public IReadOnlyList<string> OverlayRules =>
    [
        .. world.Sandbox.Ec2Emulator!.Describe()["groups"]!.AsArray().SelectMany(g => g!["rules"]!.AsArray().Select(r => (string)r!))
            .Where(r => r.StartsWith("in peer: ", StringComparison.Ordinal) && r.Contains("4789", StringComparison.Ordinal) && !r.Contains("sg-", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Instances, each bought once, in one network that has one of everything; the overlay let in from each member, since one is elsewhere.</summary>
    public IEnumerable<string> ProblemsOfOwnNetwork(int hosts)
    {
        var there = world.Sandbox.Ec2Emulator!.Describe();
        if (there["ledger"]!.AsArray().Count != hosts || there["instances"]!.AsArray().Count(i => (string)i!["state"]! == "running") != hosts)
            yield return $"the instances are {there["instances"]}";
        foreach (var kind in new[] { "vpcs", "subnets", "gateways", "routeTables", "groups" })
        {
            if (there[kind]!.AsArray().Count != 1)
                yield return $"{kind} are {there[kind]!.ToJsonString()}";
        }

        var members = Objects.Where(o => o.Kind == "host").Select(o => $"in peer: {o.Name}/32, UDP, from port: 4789, to port: 4789, ALLOW").Order(StringComparer.Ordinal);
        if (!OverlayRules.SequenceEqual(members))
            yield return $"the overlay is let in by {string.Join("; ", OverlayRules)}";
        foreach (var host in Objects.Where(o => o.Kind == "host" && (o.State != "Monitored" || Text(o, "PROVISION_CONFIGURATION_STATUS") != "configured")))
            yield return $"host {host.Id} is {host.State}, '{Text(host, "PROVISION_CONFIGURATION_STATUS")}'";
    }

    /// <summary>Each machine sends to the addresses that OpenNebula knows the others by; its own one may be the private one, where it is translated.</summary>
    public IEnumerable<string> ProblemsOfPublicOverlay()
    {
        var addresses = Objects.Where(o => o.Kind == "host").Select(o => o.Name).ToList();
        foreach (var machine in world.Room.Machines)
        {
            var (others, peers) = (addresses.Where(a => a != machine.Machine.PublicAddress).ToList(), machine.Memory?.PeersInForce ?? []);
            if (others.Count != addresses.Count - 1 || others.Except(peers).Any() || peers.Except(addresses).Any(p => p != machine.Machine.PrivateAddress))
                yield return $"machine {machine.Machine.Hostname} ({machine.Machine.PublicAddress}) has the peers {string.Join(", ", peers)}, and the hosts are {string.Join(", ", addresses)}";
        }
    }

    /// <summary>What the original tool has made stands as it left it, and is adopted whole.</summary>
    public IEnumerable<string> ProblemsOfAdoption(int hosts)
    {
        var objects = Objects;
        foreach (var problem in Counts(objects, ("cluster", 1), ("host", hosts), ("datastore", 2), ("network", 2), ("document", 1), ("template", 0)))
            yield return problem;
        var devices = Devices;
        if (devices.Count != hosts)
            yield return $"{devices.Count} devices for {hosts} hosts";
        var keys = objects.Where(o => o.Kind == "host").Select(o => Text(o, "EDGE_KEY")?.Split('/')[^1]).Order().ToList();
        var recorded = RecordedDescriptor.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("hostname:", StringComparison.Ordinal)).Select(l => l[9..].Trim(' ', '"', '\'')).Order().ToList();
        if (!keys.SequenceEqual(recorded))
            yield return $"the keys of the hosts are {string.Join(", ", keys)}, and the record's descriptor has {string.Join(", ", recorded)}";
        foreach (var host in objects.Where(o => o.Kind == "host"))
        {
            var provision = host.Template.FirstOrDefault(a => a.Name == "PROVISION")?.Elements;
            var device = devices.FirstOrDefault(d => (string)d["id"]! == provision?.GetValueOrDefault("DEPLOY_ID"));
            var tags = device?["tags"]!.AsArray().Select(t => (string)t!).ToList() ?? [];
            var machine = world.Room.Machines.FirstOrDefault(m => m.Machine.PublicAddress == host.Name);
            string?[] wanted = ["OpenNebula", $"ONE_HOST_ID={host.Id}", $"edge-provision={OriginalTool.ProvisionId}", $"edge-key={Text(host, "EDGE_KEY")}"];
            if (!wanted.Order().SequenceEqual(tags.Order()))
                yield return $"device of host {host.Id} has the tags {string.Join(", ", tags)}";
            if (Text(host, "EDGE_REQUEST") != "1 closed" || Text(host, "EDGE_POWER") != "on" || Text(host, "EDGE_SINCE") is null)
                yield return $"host {host.Id} has request '{Text(host, "EDGE_REQUEST")}', power '{Text(host, "EDGE_POWER")}'";
            if (machine is null || Text(host, "EDGE_SSH_HOSTKEY") != machine.Disk.HostKey)
                yield return $"host {host.Id} has the SSH key '{Text(host, "EDGE_SSH_HOSTKEY")}'";
            if (machine?.Boots != 1)
                yield return $"machine of host {host.Id} was booted {machine?.Boots} times";
            if (host.State != "Monitored" || Text(host, "PROVISION_CONFIGURATION_STATUS") != "configured" || Text(host, "ANSIBLE_PLAYBOOK") != "default" || provision!["HOSTNAME"] is not { Length: > 0 })
                yield return $"host {host.Id} is {host.State}, '{Text(host, "PROVISION_CONFIGURATION_STATUS")}'";
        }
    }

    /// <summary>Nothing stands, nothing is paid for.</summary>
    public IEnumerable<string> ProblemsOfNothing()
    {
        foreach (var left in Objects)
            yield return $"{left.Kind} {left.Id} {left.Name} is left";
        foreach (var device in Devices)
            yield return $"device {device["id"]} {device["state"]} is left";
        foreach (var reservation in Reservations)
            yield return $"reservation {reservation["block"]} is left";

        // Machines that stand were never anybody's to take away.
        foreach (var machine in world.Room.Machines.Where(m => world.Sandbox.RedfishEmulator?.FindCapacity(m.Machine.PublicAddress) is null))
            yield return $"machine {machine.Machine.Hostname} is left";
    }

    /// <summary>Keys for which more than one device was ever bought, or more than one reservation.</summary>
    public IEnumerable<string> ProblemsOfPurchases()
    {
        foreach (var group in world.Sandbox.PacketEmulator.Ledger.Entries.GroupBy(e => (e.Kind, Key: KeyOf(e.Tags) ?? e.Tags.FirstOrDefault(t => t.StartsWith("ONE_HOST_ID=", StringComparison.Ordinal)))).Where(g => g.Count() > 1))
            yield return $"bought {group.Count()} times: {group.Key.Kind} {group.Key.Key}";
    }

    public static string? Text(ObjectDump item, string name) => item.Template.FirstOrDefault(a => a.Name == name)?.Value;

    private IEnumerable<string> PeerProblems(int hosts)
    {
        foreach (var machine in world.Room.Machines.Where(m => m.Memory is not null))
        {
            if (machine.Memory!.PeersInForce.Count != hosts)
                yield return $"machine {machine.Machine.Hostname} has {machine.Memory.PeersInForce.Count} peers in force, of {hosts}";
        }
    }

    private static IEnumerable<string> Counts(IReadOnlyList<ObjectDump> objects, params (string Kind, int Count)[] wanted)
    {
        foreach (var (kind, count) in wanted)
        {
            var found = objects.Where(o => o.Kind == kind).ToList();
            if (found.Count != count)
                yield return $"{found.Count} objects of kind {kind} instead of {count}: {string.Join(", ", found.Select(f => f.Name))}";
        }
    }
}
