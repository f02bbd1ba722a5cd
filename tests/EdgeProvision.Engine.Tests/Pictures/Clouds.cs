using EdgeProvision.Engine.Pictures;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Pictures;

/// <summary>Edge clouds to draw.</summary>
internal static class Clouds
{
    public const string Id = "8fc831e6-9066-4c57-9ee4-4b11fea98f00";

    private static readonly string[] s_verbs = ["claim", "rent", "await", "configure", "enable", "peers"];
    private static readonly string[] s_places = ["ams1", "fra2", "ny5", "sin3", "syd2"];

    /// <summary>The talk's: two hosts in one place.</summary>
    public static ProvisionPicture Talk { get; } = Of(
        "fosdem", 2, 1, [Network(0, "fosdem-public", "onebr0"), Network(1, "fosdem-private-host-only", "br0"), Network(2, "fosdem-private", "vxbr100")]);

    /// <summary>Many hosts in some places, some of them not well.</summary>
    public static ProvisionPicture Large(int hosts = 40, int places = 5) => Of("edge-of-the-world", hosts, places, [Network(0, "public", "onebr0"), Network(1, "private", "vxbr100")], everyTenthFails: true);

    public static ProvisionPicture Of(string name, int hosts, int places, IReadOnlyList<EdgeNetwork> networks, bool everyTenthFails = false)
    {
        var keys = Enumerable.Range(1, hosts).Select(n => $"{name}-node{n}").ToList();
        var failing = Enumerable.Range(0, hosts).Select(n => everyTenthFails && n % 10 == 7).ToList();
        var provision = new Provision
        {
            Id = Id,
            Name = name,
            State = failing.Contains(true) ? ProvisionState.Error : ProvisionState.Ready,
            ConfigurationStatus = failing.Contains(true) ? "error" : "configured",
            Clusters = [new EdgeCluster(100, name, name, Id, hosts, networks.Count, 2)],
            Hosts = [.. keys.Select((k, n) => Host(n, name, k, s_places[n % places], failing[n] ? EdgeHostState.Error : everyTenthFails && n == 12 ? EdgeHostState.Off : EdgeHostState.Ready))],
            Networks = networks,
            Datastores = [new EdgeDatastore(100, $"{name}-default", "img", "fs", "ssh", name, Id, [100], 0, 1000, 900), new EdgeDatastore(101, $"{name}-system", "sys", "-", "ssh", name, Id, [100], 0, 0, 0)],
        };
        return new ProvisionPicture(provision, new Overlay(keys, ["vxbr100"], !failing.Contains(true)), Operation(name, keys, failing, networks));
    }

    public static EdgeHost Host(int id, string provision, string hostname, string? location, EdgeHostState state) => new()
    {
        Id = id,
        Name = $"147.75.{id / 250}.{(id % 250) + 1}",
        Address = $"147.75.{id / 250}.{(id % 250) + 1}",
        State = state,
        Hostname = hostname,
        Provision = provision,
        ProvisionId = Id,
        Driver = "packet",
        DeviceId = $"f3e2b5a0-{id:x4}",
        FrontEndState = state == EdgeHostState.Ready ? "on" : "off",
        Location = location,
        TotalCpu = 1600,
        TotalMemoryKiB = 32L * 1024 * 1024,
        VirtualMachines = [.. Enumerable.Range(0, id % 3)],
    };

    public static EdgeNetwork Network(int id, string name, string bridge) => new(id, name, bridge, "dummy", "rdy", "oneadmin", "oneadmin", "fosdem", Id, [100], id);

    public static OperationStep Step(string id, double start, double duration, StepOutcome outcome, string? error, params string[]? after) =>
        new(id, $"Do {id}", outcome, TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(duration), error) { DependsOn = after };

    private static Operation Operation(string name, List<string> hosts, List<bool> failing, IReadOnlyList<EdgeNetwork> networks)
    {
        List<OperationStep> steps = [Step("record", 0.2, 0.6, StepOutcome.Done, null, []), Step("cluster", 0.8, 0.7, StepOutcome.Done, null, "record")];
        steps.AddRange(networks.Select((n, i) => new OperationStep($"network/{i}", $"Create network {n.Name}", StepOutcome.Done, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2 + (9 * i)), null) { DependsOn = ["cluster"] }));
        for (var i = 0; i < hosts.Count; i++)
        {
            double at = 1.6;
            var before = "cluster";
            double[] took = [0.4, 2.1, 140 + (i * 37 % 90), 160 + (i * 53 % 130), 0.8, 9];
            for (var v = 0; v < s_verbs.Length; v++)
            {
                var verb = s_verbs[v];
                var id = $"host/{hosts[i]}/{verb}";
                var fails = failing[i] && verb == "configure";
                steps.Add(new OperationStep(
                    id, $"Do {verb} for {hosts[i]}", fails ? StepOutcome.Failed : verb == "enable" && i % 7 == 3 ? StepOutcome.Unchanged : StepOutcome.Done,
                    TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(fails ? took[v] / 3 : took[v]), fails ? "The package qemu-system-x86 could not be installed: E: Unable to fetch some archives" : null) { DependsOn = [before] });
                if (fails)
                    break;
                if (verb is "enable")
                    continue;
                at += took[v];
                before = id;
            }
        }

        var start = new DateTimeOffset(2020, 2, 2, 10, 0, 0, TimeSpan.Zero);
        return new Operation
        {
            Id = "0f4cd6b0-6d84-4a9c-8a6e-000000000001",
            Verb = "create",
            Provision = name,
            User = "oneadmin",
            Machine = "runner-7",
            StartedAt = start,
            EndedAt = start + steps.Max(s => s.Start + s.Duration) + TimeSpan.FromSeconds(12),
            Outcome = failing.Contains(true) ? OperationOutcome.Failed : OperationOutcome.Succeeded,
            Steps = steps,
        };
    }
}
