using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>The playbook <c>default</c>: virtual machines reach the world through their host.</summary>
public sealed class NetworkTests(EdgeLab lab) : Scenario(lab)
{
    // Beyond the sandbox's gateway, which knows no way back to the private network of virtual machines.
    private const string Outside = "198.51.100.1";

    [Fact]
    public async Task Create_DefaultPlaybook_LetsVirtualMachinesOutThroughTheirHost()
    {
        var host = (await CreateAsync("pair")).Hosts[0];

        await OnHostAsync(host, Guest.Plug("br0", "192.168.150.20/24", gateway: "192.168.150.1"));

        await OnHostAsync(host, Guest.Ping(Outside));
        Assert.Contains("masquerade", await OnHostAsync(host, "nft list ruleset"), StringComparison.Ordinal);
    }
}
