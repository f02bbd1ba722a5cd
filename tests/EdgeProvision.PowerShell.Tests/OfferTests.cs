using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>What providers offer, in a sandbox: where, on what, with which system, at what price.</summary>
public sealed class OfferTests : IAsyncDisposable
{
    private const string Canary = "c4nary-t0ken";
    private readonly LoopbackWorld _world = new(token: Canary);
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task GetEdgeProvider_InASandbox_ShowsItsOwnAlone()
    {
        await ConnectAsync();

        var provider = Assert.IsType<EdgeProvider>((await _session.RunAsync("Get-EdgeProvider")).Single.BaseObject);

        Assert.Equal(("packet", "packet", LoopbackWorld.Project, "sandbox", true, false), (provider.Name, provider.Driver, provider.Project, provider.CredentialSource, provider.IsSandbox, provider.IsRegistered));
        Assert.Equal(new Uri(_world.PacketEndpoint), provider.Endpoint);
        Assert.Single((await _session.RunAsync("Get-EdgeProvider p* -Driver pack*")).Succeeded().Output);
        Assert.Empty((await _session.RunAsync("Get-EdgeProvider -Driver ec2")).Succeeded().Output);
        Assert.Empty((await _session.RunAsync("Get-EdgeProvider x*")).Succeeded().Output);
        Assert.Equal(["ProviderNotFound"], (await _session.RunAsync("Get-EdgeProvider x, packet")).ErrorIds);
    }

    [Theory]
    [InlineData("Get-EdgeLocation ams1", "ams1")]
    [InlineData("Get-EdgeLocation AM*", "ams1 am6 am")]
    [InlineData("Get-EdgeLocation -Country nl", "ams1 am6 am")]
    [InlineData("Get-EdgeProvider | Get-EdgeLocation t*", "ty")]
    [InlineData("Get-EdgeLocation -Provider pack* lhr1, ty", "lhr1 ty")]
    [InlineData("(Get-EdgeLocation ams1).Id | ForEach-Object { Get-EdgeLocation $_ }", "ams1")]
    [InlineData("Get-EdgeHardware baremetal_0", "baremetal_0")]
    [InlineData("Get-EdgeHardware T1.small.x86", "baremetal_0")]
    [InlineData("Get-EdgeHardware -MinimumCores 24 -MinimumMemoryGB 200", "baremetal_2 m2.xlarge.x86")]
    [InlineData("Get-EdgeHardware x1* -Location lhr1", "x1.small.x86")]
    [InlineData("Get-EdgeHardware x1* -Location lhr1 -InStock", "")]
    [InlineData("Get-EdgeLocation lhr1 | Get-EdgeHardware x1*, baremetal_0 -InStock", "baremetal_0")]
    [InlineData("Get-EdgeImage debian_12", "debian_12")]
    [InlineData("Get-EdgeImage ubuntu*04 | Where-Object Version -ge 22", "ubuntu_22_04 ubuntu_24_04")]
    [InlineData("Get-EdgeHardware baremetal_0 | Get-EdgeImage centos*", "centos_7 centos_8")]
    [InlineData("Get-EdgeImage centos* -Hardware nothing*", "")]
    public async Task Get_ByNamePatternAndPipeline_FindsWhatIsMeant(string script, string names)
    {
        await ConnectAsync();

        Assert.Equal(names, string.Join(' ', (await _session.RunAsync(script)).Succeeded().Output.Select(o => o.Properties["Name"].Value)));
    }

    [Theory]
    [InlineData("Get-EdgeLocation ams1, ams9, am", "LocationNotFound", "Did you mean ams1?", 2)]
    [InlineData("Get-EdgeHardware baremetal_o", "HardwareNotFound", "Did you mean baremetal_0?", 0)]
    [InlineData("Get-EdgeImage windows", "ImageNotFound", "There are: alma_8, alma_9,", 0)]
    [InlineData("Get-EdgeHardware -Location ams9", "LocationNotFound", "Did you mean ams1?", 0)]
    [InlineData("Get-EdgeHardware baremetal_0 -Location ams9, ams1", "LocationNotFound", "Did you mean ams1?", 1)]
    [InlineData("Get-EdgeLocation -Country XX", "CountryNotFound", "There are: DE, ", 0)]
    [InlineData("Get-EdgeImage -Hardware baremetal_o", "HardwareNotFound", "Did you mean baremetal_0?", 0)]
    [InlineData("Get-EdgeLocation -Provider nowhere", "ProviderNotFound", "There are: packet.", 0)]
    public async Task Get_OfWhatIsNotThere_SaysSoBesideTheOthers(string script, string id, string advice, int others)
    {
        await ConnectAsync();

        var result = await _session.RunAsync(script);

        Assert.Equal([id], result.ErrorIds);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Errors[0].CategoryInfo.Category);
        Assert.Contains(advice, result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(others, result.Output.Count);
    }

    [Fact]
    public async Task GetEdgeHardware_AtAPlace_HasThePriceAndTheStockThere()
    {
        await ConnectAsync();

        var everywhere = (EdgeHardware)(await _session.RunAsync("Get-EdgeHardware m2.xlarge.x86")).Single.BaseObject;
        var there = (EdgeHardware)(await _session.RunAsync("Get-EdgeHardware m2.xlarge.x86 -Location nrt1")).Single.BaseObject;

        Assert.Equal((2.0m, EdgeStock.Available), (everywhere.HourlyPrice, everywhere.Stock));
        Assert.Equal((2.4m, EdgeStock.None, "nrt1"), (there.HourlyPrice, there.Stock, Assert.Single(there.Locations)));
    }

    [Fact]
    public async Task WhatTheyWrite_PipesOnFromAnotherSession()
    {
        await ConnectAsync();

        var result = (await _session.RunAsync("""
            function Travel { param($Item) [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Item)) }
            (Travel (Get-EdgeLocation ams1) | Get-EdgeHardware baremetal_0).Locations
            $hardware = Travel (Get-EdgeHardware baremetal_0)
            "$($hardware.HourlyPrice) $($hardware.Offers.Count)"
            ($hardware | Get-EdgeImage debian_12).Name
            (Travel (Get-EdgeProvider) | Get-EdgeLocation ty).Name
            """)).Succeeded();

        Assert.Equal(["ams1", "0.07 19", "debian_12", "ty"], result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public async Task Get_WithAllStreamsOpen_ShowsTheWireAndNoCredential()
    {
        await ConnectAsync();

        var result = (await _session.RunAsync("$DebugPreference = 'Continue'; $VerbosePreference = 'Continue'; Get-EdgeHardware baremetal_0; Get-EdgeProvider | ForEach-Object { $_.ToString() }; Get-EdgeProvider | Out-Default")).Succeeded();

        Assert.Contains(result.Debug, line => line.Contains("/plans", StringComparison.Ordinal));
        foreach (var line in result.Debug.Concat(result.Verbose).Concat(result.Output.Select(o => o.ToString())).Append(_session.Host.Screen.Text))
            Assert.DoesNotContain(Canary, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhenTheProviderDoesNotAnswer_IsOneErrorAboutThat()
    {
        await ConnectAsync();
        await _world.DisposeServersAsync();

        var result = await _session.RunAsync("Get-EdgeLocation ams1");

        Assert.Equal(["ProviderUnreachable"], result.ErrorIds);
        Assert.IsType<EdgeProvider>(result.Errors[0].TargetObject);
    }

    [Fact]
    public async Task Plans_TellWhatTheyCost_PerStepAndInAll()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 2));

        var plan = (Plan)(await _session.RunAsync($"New-EdgeProvision '{path}' -WhatIf -PassThru")).Single.BaseObject;
        (await _session.RunAsync($"New-EdgeProvision '{path}' -WhatIf")).Succeeded();
        _session.Host.Screen.Answers.Enqueue("No");
        (await _session.RunAsync($"New-EdgeProvision '{path}' -Confirm")).Succeeded();

        Assert.Equal((0.14m, "USD"), (plan.HourlyCost, plan.Currency));
        Assert.Contains("for lab-node1 (0.07 USD/h)\n", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Contains($"What if: In all: {plan.Steps.Count} steps, 0.14 USD/h more.\n", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Contains($"({plan.Steps.Count} steps, 0.14 USD/h more)", Assert.Single(_session.Host.Screen.Questions), StringComparison.Ordinal);
        Assert.Equal(0, _world.Room.Installed);
    }

    [Fact]
    public async Task Plans_AfterAnEarlierRun_TellHowLongTheyAreExpectedToTakeAndWhatTheySave()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 1));
        await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1 -OnFailure Skip");

        var plan = (Plan)(await _session.RunAsync("Remove-EdgeProvision lab -WhatIf -PassThru")).Single.BaseObject;
        (await _session.RunAsync("Remove-EdgeProvision lab -WhatIf")).Succeeded();

        Assert.Equal(-0.07m, plan.HourlyCost);
        Assert.Matches(@"What if: Release machine \S+ of lab-node1 at packet \(-0\.07 USD/h\)", _session.Host.Screen.Text);
        Assert.Matches(@"What if: In all: \d+ steps, (about \d+ s, )?0\.07 USD/h less\.", _session.Host.Screen.Text);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
