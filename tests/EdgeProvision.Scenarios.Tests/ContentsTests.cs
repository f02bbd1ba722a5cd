using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>Somebody's virtual machine runs on the provision.</summary>
public sealed class ContentsTests(EdgeLab lab) : Scenario(lab)
{
    [Fact]
    public async Task Delete_VirtualMachineRuns_IsRefusedUntilItsRemovalIsAskedFor()
    {
        var provision = await CreateAsync("pair");
        using var frontEnd = new FrontEndDoor(Lab.Session);
        var network = provision.Networks.Single();
        var machine = await frontEnd.RunMachineAsync(
            provision.Hosts[0].Id, provision.Datastores.Single().Id, $"CPU=1\nMEMORY=128\nNIC=[NETWORK_ID={network.Id}]", Stop);

        var text = await Lab.Start("delete", "pair", "--batch").FailsAsync(Stop);

        Assert.Contains($"virtual machine {machine} (one-{machine})", text, StringComparison.Ordinal);
        Assert.Contains($"192.168.150.2 of {network.Name}", text, StringComparison.Ordinal);
        Assert.Contains("--cleanup", text, StringComparison.Ordinal);
        var kept = await GetAsync("pair");
        Assert.False(kept.IsDeleting);
        Assert.Equal(ProvisionState.Ready, kept.State);
        await EnabledAsync();
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(provision.Id, "pair-a", "pair-b");

        await Lab.Start("delete", "pair", "--batch", "--cleanup").SucceedsAsync(Stop);

        (await Control.LookAsync(Stop)).AssertEmpty();
    }

    /// <summary>A host that was enabled is on as soon as the front-end has looked at it.</summary>
    private async Task EnabledAsync()
    {
        IReadOnlyList<string> states = [];
        for (var i = 0; i < 300; i++)
        {
            states = [.. (await GetAsync("pair")).Hosts.Select(h => h.FrontEndState).Distinct()];
            if (states is ["on"])
                return;
            await Task.Delay(200, Stop);
        }

        Assert.Equal(["on"], states);
    }
}
