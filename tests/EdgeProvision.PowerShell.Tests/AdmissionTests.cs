using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>What machines at EC2 are reached by: planned, applied to those that stand, compared.</summary>
public sealed class AdmissionTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new(hasEc2: true);
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task UpdateEdgeProvision_OfWhatIsOpened_SaysWhatComesAndWhatGoesAndDoesIt()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        await _session.RunAsync($"New-EdgeProvision '{Descriptor("lab", "open: [tcp/443, udp/5000]")}' -SshTimeoutSec 1 -OnFailure Skip");
        var edited = Descriptor("edited", "open: [tcp/443, icmp]");

        (await _session.RunAsync($"Update-EdgeProvision '{edited}' -WhatIf")).Succeeded();
        var differences = (await _session.RunAsync($"Compare-EdgeProvision -Path '{edited}' | Where-Object ObjectKind -eq admission")).Succeeded();
        (await _session.RunAsync($"Compare-EdgeProvision -Path '{edited}' | Out-Default")).Succeeded();

        Assert.Contains("What if: Let in to the machines at ec2: icmp; and no more: udp/5000\n", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Equal(new EdgeDifference("lab", "admission", "ec2", null, EdgeDifferenceKind.Changed, "open", "tcp/443, icmp", "tcp/443, udp/5000"), differences.Single.BaseObject);
        Assert.Matches(@"(?m)^admission ec2 +Changed open +tcp/443, icm tcp/443, udp/5000", _session.Host.Screen.Text);

        await _session.RunAsync($"Update-EdgeProvision '{edited}' -SshTimeoutSec 1 -OnFailure Skip -Confirm:$false");
        Assert.Empty((await _session.RunAsync($"Compare-EdgeProvision -Path '{edited}' | Where-Object ObjectKind -eq admission")).Succeeded().Output);
    }

    [Fact]
    public async Task TestEdgeHostConfiguration_OfAHostThatDoesNotLetThisMachineIn_SaysItsAddress()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        await _session.RunAsync($"New-EdgeProvision '{Descriptor("lab", "open: [icmp]")}' -SshTimeoutSec 1 -OnFailure Skip");

        var error = Assert.Single((await _session.RunAsync("Test-EdgeHostConfiguration lab-node1 -SshTimeoutSec 1")).Errors);

        Assert.StartsWith("CallerNotAdmitted,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1/32, is not among those that are let in at ec2: 198.51.100.7/32.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Update-EdgeProvision", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private string Descriptor(string file, string admission) => _world.Descriptor(file, $$"""
        name: lab
        playbook: default
        defaults:
          provision: {driver: ec2, region_name: eu-central-1, ami: debian_12, instancetype: m5.large, ssh_from: [198.51.100.7], {{admission}}}
        hosts:
          - { im_mad: kvm, vm_mad: kvm, provision: { hostname: lab-node1 } }
        """);
}
