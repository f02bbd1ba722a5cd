using System.Text.Json.Nodes;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>A provision of EC2 hosts on real machines: created though answers are lost, switched off and on, deleted.</summary>
public sealed class Ec2Tests(EdgeLab lab) : Scenario(lab)
{
    [Fact]
    public async Task Life_OfHostsThatEc2Rents_LeavesNothingBehind()
    {
        await Control.FailAsync(new FaultOrder { Match = new CallMatch { Service = "ec2", Action = "RunInstances" }, Kind = FaultKind.LostAnswer }, Stop);

        var provision = await CreateAsync("cloud");

        Assert.Equal(ProvisionState.Ready, provision.State);
        Assert.Equal(["cloud-a", "cloud-b"], provision.Hosts.Select(h => h.Hostname).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await Ec2Async())["instances"]!.AsArray().Count(i => (string)i!["state"]! == "running"));
        Assert.Equal(2, (await Ec2Async())["ledger"]!.AsArray().Count);
        foreach (var host in provision.Hosts)
            Assert.Equal(host.Hostname, (await OnHostAsync(host, "hostname")).Trim());
        Assert.Contains("192.168.150.1/24", await OnHostAsync(provision.Hosts[0], "ip -4 addr show dev br0"), StringComparison.Ordinal);

        var ids = provision.Hosts.Select(h => h.Id).ToList();
        Assert.Empty((await RunAsync(new PowerRequest("cloud", ids, PowerChange.Stop))).Failures);
        Assert.All((await Ec2Async())["instances"]!.AsArray(), i => Assert.Equal("stopped", (string)i!["state"]!));
        Assert.Empty((await RunAsync(new PowerRequest("cloud", ids, PowerChange.Start))).Failures);
        Assert.All((await GetAsync("cloud")).Hosts, h => Assert.Equal(EdgeHostState.Ready, h.State));

        await DeleteAsync("cloud");
        Assert.DoesNotContain((await Ec2Async())["ledger"]!.AsArray(), entry => entry!["releasedAt"] is null);
    }

    private async Task<JsonNode> Ec2Async() => (await Control.SendAsync(HttpMethod.Get, "/state", null, Stop))["providers"]!["ec2"]!;
}
