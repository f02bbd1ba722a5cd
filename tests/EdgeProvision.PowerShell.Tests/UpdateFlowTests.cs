using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Changed descriptors: compared, planned, saved, applied.</summary>
public sealed class UpdateFlowTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task UpdateEdgeProvision_OfAChangedNetwork_ChangesItAndNothingElse()
    {
        var path = await EditedAsync();

        var provision = Assert.IsType<Provision>((await _session.RunAsync($"Update-EdgeProvision '{path}' -PassThru -Confirm:$false")).Single.BaseObject);

        Assert.Equal(["lab-private", "lab-second"], provision.Networks.Select(n => n.Name));
        Assert.Empty((await _session.RunAsync($"Compare-EdgeProvision lab")).Succeeded().Output);
        Assert.Empty((await _session.RunAsync($"Compare-EdgeProvision -Path '{path}'")).Succeeded().Output);
        var again = (await _session.RunAsync($"Update-EdgeProvision '{path}' -Confirm:$false")).Succeeded();
        Assert.Contains(again.Information, i => i.ToString().Contains("nothing was changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CompareEdgeProvision_WithAChangedDescriptor_WritesOneObjectForEachDifference()
    {
        var path = await EditedAsync();

        var differences = (await _session.RunAsync($"Compare-EdgeProvision -Path '{path}'")).Succeeded().Output.Select(o => (EdgeDifference)o.BaseObject).ToList();

        Assert.Equal(
            [("network", "lab-second", EdgeDifferenceKind.Missing, null), ("network", "lab-private", EdgeDifferenceKind.Changed, "AR[0]/SIZE")],
            differences.Select(d => (d.ObjectKind, d.Name, d.Kind, d.Property)));
        Assert.Equal(("20", "10"), (differences[1].Desired, differences[1].Found));
    }

    [Theory]
    [InlineData("Get-EdgeProvision lab | Update-EdgeProvision", "lab is a provision that stands, and a descriptor is wanted", "Import-EdgeDescriptor ./my-edge.yaml")]
    [InlineData("Get-EdgeProvision lab | New-EdgeProvision -WhatIf", "lab is a provision that stands, and a descriptor is wanted", "Compare-EdgeProvision")]
    [InlineData("Update-EdgeProvision (Get-EdgeProvision lab)", "lab is a provision that stands, and a descriptor is wanted", "Add-EdgeHost")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-EdgeProvision lab))) | Update-EdgeProvision", "is a provision that stands", "Import-EdgeDescriptor")]
    public async Task Update_OfAPipedProvision_SaysWhatIsWanted(string command, string message, string advice)
    {
        await EditedAsync();

        var error = Assert.Single((await _session.RunAsync(command)).Errors);

        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvokeEdgeProvisionPlan_OfADescriptor_SaysWhatToDoWithIt()
    {
        var path = await EditedAsync();

        var error = Assert.Single((await _session.RunAsync($"Invoke-EdgeProvisionPlan '{path}' -Confirm:$false")).Errors);

        Assert.Contains("is a descriptor, and no plan.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-OutFile plan.json", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvokeEdgeProvisionPlan_OfASavedPlan_RunsItOnce()
    {
        var path = await EditedAsync();
        var file = Path.Combine(_world.Folder, "plan.json");
        var plan = Assert.IsType<Plan>((await _session.RunAsync($"Get-EdgeProvisionPlan '{path}' -OutFile '{file}'")).Single.BaseObject);
        Assert.Equal("update", plan.Verb);

        var provision = Assert.IsType<Provision>((await _session.RunAsync($"Invoke-EdgeProvisionPlan '{file}' -PassThru -Confirm:$false")).Single.BaseObject);
        Assert.Equal(2, provision.Networks.Count);

        var stale = await _session.RunAsync($"Invoke-EdgeProvisionPlan '{file}' -Confirm:$false");
        Assert.Contains("PlanStale", Assert.Single(stale.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvokeEdgeProvisionPlan_OfAPlanFromThePipeline_RunsIt()
    {
        await _session.RunAsync(_world.Connect);
        var path = _world.Descriptor("lab", Descriptors.WithoutHosts("lab"));

        (await _session.RunAsync($"Get-EdgeProvisionPlan '{path}' | Invoke-EdgeProvisionPlan -Confirm:$false")).Succeeded();

        Assert.IsType<Provision>((await _session.RunAsync("Get-EdgeProvision lab")).Single.BaseObject);
    }

    [Theory]
    [InlineData("Update-EdgeProvision '{0}' -WhatIf", "Update network")]
    [InlineData("Get-EdgeProvisionPlan '{0}' | Invoke-EdgeProvisionPlan -WhatIf", "Update network")]
    [InlineData("Add-EdgeHost node1 -Provision lab -Driver packet -Order @{{ plan = 'baremetal_0'; os = 'debian_12'; facility = 'ams1' }} -WhatIf", "Rent baremetal_0")]
    public async Task WhatIf_OfAChange_ShowsThePlanAndWritesNothing(string command, string shown)
    {
        var path = await EditedAsync();
        var before = _world.World.FrontEndEmulator.Dump().Objects.Count;

        (await _session.RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, path))).Succeeded();

        Assert.Contains(shown, _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Equal(before, _world.World.FrontEndEmulator.Dump().Objects.Count);
        Assert.Empty(_world.Room.List());
    }

    [Fact]
    public async Task UpdateEdgeProvision_OfWhatDoesNotStand_IsAnError()
    {
        await _session.RunAsync(_world.Connect);

        var result = await _session.RunAsync($"Update-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithoutHosts("lab"))}' -Confirm:$false");

        Assert.Contains("ProvisionNotFound", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    /// <summary>The provision lab stands; answers its descriptor with one network larger and another one more.</summary>
    private async Task<string> EditedAsync()
    {
        await _session.RunAsync(_world.Connect);
        var path = _world.Descriptor("lab", Descriptors.WithoutHosts("lab"));
        (await _session.RunAsync($"New-EdgeProvision '{path}'")).Succeeded();
        return _world.Descriptor("lab", Descriptors.WithoutHosts("lab").Replace("size: 10", "size: 20", StringComparison.Ordinal) + "\n  - name: lab-second\n    vn_mad: dummy\n    bridge: br1\n");
    }
}
