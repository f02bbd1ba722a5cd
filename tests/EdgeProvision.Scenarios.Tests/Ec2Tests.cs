using System.Text.Json.Nodes;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>The example for EC2 as it stands, on real machines: created though answers are lost, joined, switched off and on, deleted with its network.</summary>
public sealed class Ec2Tests(EdgeLab lab) : Scenario(lab)
{
    private static readonly string[] Kinds = ["vpcs", "subnets", "gateways", "routeTables", "groups", "keyPairs"];

    [Fact]
    public async Task Life_OfTheExample_JoinsTheHostsAndLeavesNothingBehind()
    {
        foreach (var action in new[] { "RunInstances", "CreateVpc" })
            await Control.FailAsync(new FaultOrder { Match = new CallMatch { Service = "ec2", Action = action }, Kind = FaultKind.LostAnswer }, Stop);

        var provision = await CreateAsync("ec2");

        Assert.Equal(ProvisionState.Ready, provision.State);
        Assert.Equal(["edge-ec2-a", "edge-ec2-b"], provision.Hosts.Select(h => h.Hostname).Order(StringComparer.Ordinal));
        var there = await Ec2Async();
        Assert.Equal(["eu-central-1a", "eu-central-1b"], there["instances"]!.AsArray().Select(i => (string)i!["zone"]!).Order(StringComparer.Ordinal));
        Assert.Equal(2, there["ledger"]!.AsArray().Count);

        // A sandbox's own key is of a kind that the service imports as no key pair.
        Assert.Equal([1, 2, 1, 1, 1, 0], Kinds.Select(kind => there[kind]!.AsArray().Count));
        Assert.Equal(["in peer: 127.0.0.1/32, TCP, from port: 22, to port: 22, ALLOW"], there["groups"]![0]!["rules"]!.AsArray().Select(r => (string)r!).Where(r => r.Contains("TCP", StringComparison.Ordinal)));
        foreach (var host in provision.Hosts)
            Assert.Equal(host.Hostname, (await OnHostAsync(host, "hostname")).Trim());
        await ReachAcrossAsync(provision.Hosts);

        await OpenAsync(provision.Hosts);
        var ids = provision.Hosts.Select(h => h.Id).ToList();
        Assert.Empty((await RunAsync(new PowerRequest("edge-ec2", ids, PowerChange.Stop))).Failures);
        Assert.All((await Ec2Async())["instances"]!.AsArray(), i => Assert.Equal("stopped", (string)i!["state"]!));
        Assert.Empty((await RunAsync(new PowerRequest("edge-ec2", ids, PowerChange.Start))).Failures);
        var hosts = (await GetAsync("edge-ec2")).Hosts;
        Assert.All(hosts, h => Assert.Equal(EdgeHostState.Ready, h.State));
        await ReachAcrossAsync(hosts);

        await LeadAddressesAsync(hosts);
        await DeleteAsync("edge-ec2");
        there = await Ec2Async();
        Assert.DoesNotContain(there["ledger"]!.AsArray(), entry => entry!["releasedAt"] is null);
        Assert.All(Kinds, kind => Assert.Empty(there[kind]!.AsArray()));
    }

    /// <summary>What the machines can be reached by is changed around them: nothing on them is.</summary>
    private async Task OpenAsync(IReadOnlyList<EdgeHost> hosts)
    {
        Assert.False(await Outside.PingsAsync(hosts[0].Address!, Stop));
        var changed = Path.Combine(Lab.Home, "ec2.yaml");
        await File.WriteAllTextAsync(changed, (await File.ReadAllTextAsync(Tree.Descriptor("ec2"), Stop)).Replace("    root_disk: 60\n", "    root_disk: 60\n    open: [tcp/443, icmp]\n", StringComparison.Ordinal), Stop);

        var updated = await RunAsync(new UpdateRequest(changed));

        Assert.Empty(updated.Failures);
        Assert.Equal(["admission/ec2", "host/edge-ec2-a/update", "host/edge-ec2-b/update", "record"], updated.Operation.Steps.Select(s => s.Id).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await Ec2Async())["groups"]![0]!["rules"]!.AsArray().Count(r => (string)r! is "in peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW" or "in peer: 0.0.0.0/0, ICMP, from port: -1, to port: -1, ALLOW"));
        Assert.Empty(await Engine.CompareAsync(new CompareRequest("edge-ec2"), Stop));
        await Eventually.IsAsync(() => Outside.PingsAsync(hosts[0].Address!, Stop), "what has been opened is reached");

        // Which is for virtual machines: the host itself keeps closed, whoever listens there.
        await OnHostAsync(hosts[0], "systemd-run -q --unit=serve perl -MIO::Socket::INET -e '@l = IO::Socket::INET->new(LocalPort => 443, Listen => 9) or die; sleep'; "
            + "for i in $(seq 600); do [ $(ss -Hltn sport = :443 | wc -l) = 1 ] && break; sleep 0.1; done; [ $i != 600 ]");
        Assert.False(await Outside.ConnectsAsync(hosts[0].Address!, 443, Stop));
    }

    /// <summary>Two addresses beside those of the machines: each arrives at a private address of its own, and goes with the provision.</summary>
    private async Task LeadAddressesAsync(IReadOnlyList<EdgeHost> hosts)
    {
        Assert.Empty((await RunAsync(new CreateAddressRequest("edge-ec2", 2))).Failures);
        var rented = await AddressesAsync();
        Assert.Empty((await RunAsync(new AssignAddressRequest("edge-ec2", [.. rented.Select(a => a.Address!)], hosts[1].Id))).Failures);

        var led = await AddressesAsync();
        Assert.Equal(2, led.Count);
        Assert.All(led, a => Assert.Equal((EdgeAddressState.Assigned, hosts[1].Id, "elastic", "eu-central-1"), (a.State, a.HostId, a.Type, a.Location)));
        Assert.Equal(2, led.Select(a => a.InnerAddress).Distinct().Count());
        Assert.Equal(hosts[1].Address, (await GetAsync("edge-ec2")).Hosts.Single(h => h.Id == hosts[1].Id).Address);
    }

    private Task<IReadOnlyList<EdgeAddress>> AddressesAsync() => Engine.GetAddressesAsync(["edge-ec2"], new Dictionary<string, string>(), (_, error) => throw error, Stop);

    /// <summary>Namespaces stand in for virtual machines: the same Ethernet, on two machines.</summary>
    private async Task ReachAcrossAsync(IReadOnlyList<EdgeHost> hosts)
    {
        for (var i = 0; i < 2; i++)
            await OnHostAsync(hosts[i], Guest.Plug("vxbr100", $"192.168.160.{10 + i}/24", "1450"));
        await OnHostAsync(hosts[0], Guest.Ping("192.168.160.11"));
    }

    private async Task<JsonNode> Ec2Async() => (await Control.SendAsync(HttpMethod.Get, "/state", null, Stop))["providers"]!["ec2"]!;
}
