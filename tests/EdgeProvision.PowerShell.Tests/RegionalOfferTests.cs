using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>What a provider with regions offers: each has places and hardware of its own.</summary>
public sealed class RegionalOfferTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new(hasEc2: true);
    private readonly ModuleSession _session = new();

    [Theory]
    [InlineData("", "us-east-1")]
    [InlineData("-Location us-east-1", "us-east-1")]
    [InlineData("-Location us-east-1a", "us-east-1a")]
    [InlineData("-Location eu-central-1", "eu-central-1")]
    [InlineData("-Location EU-central-1b", "eu-central-1b")]
    [InlineData("-Location us-east-1, eu-west-1", "us-east-1 eu-west-1")]
    [InlineData("-Location eu-*-1", "eu-central-1 eu-west-1")]
    public async Task GetEdgeHardware_AtPlacesOfRegions_IsOfferedThere(string filter, string places)
    {
        await ConnectAsync();

        var found = (await _session.RunAsync($"Get-EdgeHardware c5.metal -Provider ec2 {filter}")).Succeeded().Output.Select(o => (EdgeHardware)o.BaseObject);

        Assert.Equal(places.Split(' ').Order(), found.Select(h => h.Locations[0]).Order());
    }

    [Theory]
    [InlineData("Get-EdgeLocation eu-central-1 | Get-EdgeHardware c5.metal", "c5.metal")]
    [InlineData("Get-EdgeLocation eu-central-1b, us-east-1a", "eu-central-1b us-east-1a")]
    [InlineData("Get-EdgeLocation eu-west-1, us-west-2", "eu-west-1 us-west-2")]
    [InlineData("Get-EdgeLocation eu-west-1*", "eu-west-1 eu-west-1a eu-west-1b eu-west-1c")]
    [InlineData("Get-EdgeLocation eu-central-1?", "eu-central-1a eu-central-1b eu-central-1c")]
    [InlineData("Get-EdgeLocation *-central-1b", "eu-central-1b")]
    [InlineData("Get-EdgeLocation eu-*b", "eu-central-1b eu-west-1b")]
    [InlineData("Get-EdgeLocation [e]u-west-[1]a", "eu-west-1a")]
    public async Task Get_ByPlacesOfOtherRegions_FindsEachOnce(string script, string names)
    {
        await ConnectAsync();

        var found = (await _session.RunAsync(script)).Succeeded().Output.Select(o => (string)o.Properties["Name"].Value).ToList();

        Assert.Equal(names.Split(' ').Order(), found.Order());
    }

    [Theory]
    [InlineData("Get-EdgeHardware c5.metal -Location eu-central-1x")]
    [InlineData("Get-EdgeLocation eu-central-1x")]
    [InlineData("Get-EdgeHardware -Location eu-nowhere-1")]
    public async Task Get_AtAPlaceThatIsNone_SaysSo(string script)
    {
        await ConnectAsync();

        Assert.Equal(["LocationNotFound"], (await _session.RunAsync(script)).ErrorIds);
    }

    [Fact]
    public async Task Zones_OfAnotherRegion_AreCompletedWhenItsNameIsTyped()
    {
        await ConnectAsync();
        (await _session.RunAsync("$null = Get-EdgeLocation; $null = Get-EdgeLocation eu-west-1")).Succeeded();

        Assert.Equal(["eu-central-1", "eu-west-1"], Complete("Get-EdgeLocation eu-"));
        Assert.Equal(["eu-west-1", "eu-west-1a", "eu-west-1b", "eu-west-1c"], Complete("Get-EdgeHardware -Location eu-west-1"));
        Assert.Equal(["eu-west-1b"], Complete("Get-EdgeLocation eu-west-1b"));

        // One that nobody has looked at is there within a moment, or the next time.
        for (var attempt = 0; attempt < 300 && Complete("Get-EdgeLocation eu-central-1b").Count == 0; attempt++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(["eu-central-1b"], Complete("Get-EdgeLocation eu-central-1b"));
    }

    [Theory]
    [InlineData("Get-EdgeLocation eu-west-1a, us-west-2a, us-east-1a", "eu-west-1a us-east-1a")]
    [InlineData("Get-EdgeHardware c5.metal -Location eu-west-1, us-west-2 | ForEach-Object { $_.Locations[0] }", "eu-west-1")]
    public async Task Get_InARegionThatIsDenied_IsAnErrorOfThatRegionAlone(string script, string names)
    {
        await using var world = new LoopbackWorld(hasEc2: true, deniedRegion: "us-west-2");
        (await _session.RunAsync("$null = " + world.Connect)).Succeeded();

        var result = await _session.RunAsync(script);

        Assert.Equal(names.Split(' ').Order(), result.Output.Select(o => o.BaseObject as string ?? (string)o.Properties["Name"].Value).Order());
        var error = Assert.Single(result.Errors);
        Assert.Equal("us-west-2", Assert.IsType<EdgeProvider>(error.TargetObject).Region);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private List<string> Complete(string text)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_session.Runspace);
        return [.. CommandCompletion.CompleteInput(text, text.Length, null, shell).CompletionMatches.Select(m => m.CompletionText)];
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
