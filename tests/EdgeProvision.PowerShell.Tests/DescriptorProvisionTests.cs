using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Descriptors that pipe into the commands that use them.</summary>
public sealed class DescriptorProvisionTests : IAsyncDisposable
{
    private const string Lab = "New-EdgeDescriptor lab -Driver packet -Provision @{ facility = 'ams1'; plan = 'baremetal_0'; os = 'ubuntu_18_04' }";
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task Composition_IntoNewEdgeProvisionWithWhatIf_ShowsThePlanAndTouchesNothing()
    {
        await ConnectAsync();

        var plan = Assert.IsType<Plan>((await _session.RunAsync($"{Lab} | Add-EdgeDescriptorHost node1, node2 | New-EdgeProvision -WhatIf -PassThru")).Single.BaseObject);
        (await _session.RunAsync($"{Lab} | Add-EdgeDescriptorHost node1, node2 | New-EdgeProvision -WhatIf")).Succeeded();

        Assert.Equal(("lab", 2), (plan.Provision, plan.Rents));
        Assert.Contains("node2", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output);
        Assert.Equal(0, _world.Room.Installed);
    }

    [Fact]
    public async Task Composition_AsObjectFileAndCopyFromElsewhere_PlansTheSame()
    {
        await ConnectAsync();

        var plans = (await _session.RunAsync($"""
            $d = {Lab} -Template static_vxlan | Add-EdgeDescriptorHost node1
            $d | Get-EdgeProvisionPlan
            Get-EdgeProvisionPlan -InputObject $d
            [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($d)) | Get-EdgeProvisionPlan
            $d | Export-EdgeDescriptor '{_world.Folder}/lab.yaml' -PassThru | Get-EdgeProvisionPlan
            """)).Succeeded().Output.Select(o => (Plan)o.BaseObject).ToList();

        Assert.Equal(4, plans.Count);
        Assert.Contains(plans[0].Steps, s => s.Text.Contains("private", StringComparison.Ordinal));
        Assert.All(plans, p => Assert.Equal(plans[0].Steps.Select(s => (s.Id, s.Text)), p.Steps.Select(s => (s.Id, s.Text))));
    }

    [Fact]
    public async Task NewEdgeProvision_OfObjects_MakesThemAndContinuesThem()
    {
        await ConnectAsync();

        var made = (await _session.RunAsync("$d = 'one', 'two' | New-EdgeDescriptor | ForEach-Object { $_ | Add-EdgeDescriptorDatastore \"$($_.Name)-ds\" }; $d | New-EdgeProvision")).Succeeded();
        var again = (await _session.RunAsync("$d | New-EdgeProvision")).Succeeded();
        var plan = Assert.IsType<Plan>((await _session.RunAsync("$d[0] | Add-EdgeDescriptorNetwork one-net -Bridge br0 | Get-EdgeProvisionPlan")).Single.BaseObject);

        Assert.Equal(["one", "two"], made.Output.Select(o => ((Provision)o.BaseObject).Name));
        Assert.Equal(made.Output.Select(o => ((Provision)o.BaseObject).Id), again.Output.Select(o => ((Provision)o.BaseObject).Id));
        Assert.False(plan.IsEmpty);
    }

    [Fact]
    public async Task NewEdgeProvision_OfADescriptorThatCannotBeUsed_EndsWithItsMistakes()
    {
        await ConnectAsync();

        var error = await _session.CatchAsync("New-EdgeDescriptor lab | Add-EdgeDescriptorHost node1 -Driver packt | New-EdgeProvision");

        Assert.StartsWith("DescriptorInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("hosts[0].provision.driver: error UnknownDriver: ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output);
    }

    [Fact]
    public async Task NewEdgeProvision_OfASecretFromTheScript_UsesItAndStoresItNowhereInClear()
    {
        await ConnectAsync();

        var result = await _session.RunAsync($$"""
            $s = [securestring]::new(); 'TOPSECRET-5'.ToCharArray() | ForEach-Object { $s.AppendChar($_) }
            {{Lab}} -Configuration @{ motd = $s } | Add-EdgeDescriptorHost node1 | New-EdgeProvision -SshTimeoutSec 1 -Verbose -Debug
            """);

        Assert.Single(result.Errors);
        var said = string.Join('\n', result.Verbose.Concat(result.Debug).Concat(result.Warnings).Concat(result.Errors.Select(e => e.ToString())).Concat(result.Information.Select(i => i.ToString())));
        Assert.NotEmpty(said);
        Assert.DoesNotContain("TOPSECRET-5", said + _session.Host.Screen.Text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
