using System.Text.RegularExpressions;
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
    public async Task NewEdgeProvision_OfADescriptorOfThePipelineThatCannotBeUsed_TellsItsMistakes()
    {
        await ConnectAsync();

        var error = Assert.Single((await _session.RunAsync("New-EdgeDescriptor lab | Add-EdgeDescriptorHost node1 -Driver packt | New-EdgeProvision")).Errors);

        Assert.StartsWith("DescriptorInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("hosts[0].provision.driver: error UnknownDriver: ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output);
    }

    [Fact]
    public async Task NewEdgeProvision_OfAnObjectStoppedInTheMiddle_SaysHowItContinues()
    {
        await ConnectAsync();
        (await _session.RunAsync($"$d = {Lab} | Add-EdgeDescriptorHost node1")).Succeeded();
        using var shell = _session.Shell("$d | New-EdgeProvision");
        var running = SessionResult.OfAsync(shell);
        while (_world.Room.Installed < 1)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);

        await shell.StopAsync(null, null);
        await running;
        var again = await _session.RunAsync("$d | New-EdgeProvision -SshTimeoutSec 1");

        Assert.Contains("continue with: the same descriptor, piped into New-EdgeProvision again", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Equal("node1", Assert.Single(Assert.IsType<Provision>(Assert.Single(again.Output).BaseObject).Hosts).Hostname);
        Assert.Equal(1, _world.Room.Installed);
    }

    [Fact]
    public async Task NewEdgeProvision_OfASecretFromTheScript_UsesItAndStoresItNowhereInClear()
    {
        await ConnectAsync();

        var result = await _session.RunAsync($$"""
            $DebugPreference = 'Continue'
            $s = [securestring]::new(); 'TOPSECRET-5'.ToCharArray() | ForEach-Object { $s.AppendChar($_) }
            {{Lab}} -Configuration @{ motd = $s } | Add-EdgeDescriptorHost node1 | New-EdgeProvision -SshTimeoutSec 1 -Verbose
            """);

        Assert.Equal(["HostUnreachable"], result.ErrorIds);
        var said = string.Join('\n', result.Verbose.Concat(result.Debug).Concat(result.Warnings).Concat(result.Errors.Select(e => e.ToString())).Concat(result.Information.Select(i => i.ToString())));
        Assert.NotEmpty(said);
        Assert.DoesNotContain("TOPSECRET-5", said + _session.Host.Screen.Text, StringComparison.Ordinal);
        foreach (var (pool, type) in new[] { ("one.hostpool.info", ""), ("one.documentpool.info", "<param><value><int>3343</int></value></param>") })
        {
            var stored = await PoolAsync(pool, type);
            Assert.Contains("lab", stored, StringComparison.Ordinal);
            Assert.DoesNotContain("TOPSECRET-5", stored, StringComparison.Ordinal);
            var decoded = Regex.Matches(stored, "[A-Za-z0-9+/]{10,}={0,2}").Select(m => m.Value).Where(v => v.Length % 4 == 0)
                .Select(v => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(v))).ToList();
            Assert.Contains(decoded, text => text.StartsWith("---", StringComparison.Ordinal));
            Assert.All(decoded, text => Assert.DoesNotContain("TOPSECRET-5", text, StringComparison.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    /// <summary>What the front-end answers to anybody who may read a whole pool.</summary>
    private async Task<string> PoolAsync(string method, string type)
    {
        using var client = new HttpClient();
        var filter = type.Length == 0 ? "" : $"<param><value><int>-2</int></value></param><param><value><int>-1</int></value></param><param><value><int>-1</int></value></param>{type}";
        var call = $"<?xml version=\"1.0\"?><methodCall><methodName>{method}</methodName><params><param><value><string>oneadmin:opennebula</string></value></param>{filter}</params></methodCall>";
        using var body = new StringContent(call, System.Text.Encoding.UTF8, "text/xml");
        using var answer = await client.PostAsync(new Uri(_world.Endpoint), body, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
