using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

public sealed class ConfirmationTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task NewEdgeProvision_WhatIf_ShowsThePlanAndTouchesNothing()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 2));
        var before = _world.World.FrontEndEmulator.Dump();

        var plan = Assert.IsType<Plan>((await _session.RunAsync($"New-EdgeProvision '{path}' -WhatIf -PassThru")).Single.BaseObject);
        (await _session.RunAsync($"New-EdgeProvision '{path}' -WhatIf")).Succeeded();

        Assert.Equal(2, plan.Rents);
        Assert.All(plan.Steps, step => Assert.Contains($"What if: {step.Text}", _session.Host.Screen.Text, StringComparison.Ordinal));
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(before), System.Text.Json.JsonSerializer.Serialize(_world.World.FrontEndEmulator.Dump()));
        Assert.Equal(0, _world.Room.Installed);
        Assert.Empty(_session.Host.Screen.Questions);
    }

    [Fact]
    public async Task WhatIfPreference_OfTheSession_CountsLikeTheSwitch()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithoutHosts("lab"));

        (await _session.RunAsync($"$WhatIfPreference = $true; New-EdgeProvision '{path}'; $WhatIfPreference = $false")).Succeeded();

        Assert.Contains("What if: ", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output);
    }

    [Fact]
    public async Task RemoveEdgeProvision_WhereNobodyCanBeAsked_RefusesAndNamesTheSwitch()
    {
        await MakeAsync("lab");

        var result = await _session.RunAsync("Remove-EdgeProvision lab");

        Assert.Equal(["ConfirmationImpossible"], result.ErrorIds);
        Assert.Contains("-Confirm:$false", Assert.Single(result.Errors).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Single((await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output);
    }

    [Theory]
    [InlineData("No", 1)]
    [InlineData("Yes", 0)]
    public async Task RemoveEdgeProvision_AskedOnce_DoesWhatTheAnswerSays(string answer, int left)
    {
        await MakeAsync("lab");
        _session.Host.Screen.Answers.Enqueue(answer);

        (await _session.RunAsync("Get-EdgeProvision lab | Remove-EdgeProvision")).Succeeded();

        var question = Assert.Single(_session.Host.Screen.Questions);
        Assert.Contains("Remove provision lab? This deletes", question, StringComparison.Ordinal);
        Assert.Equal(left, (await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output.Count);
    }

    [Fact]
    public async Task RemoveEdgeProvision_WhatIf_LeavesTheProvision()
    {
        await MakeAsync("lab");

        (await _session.RunAsync("Remove-EdgeProvision lab -WhatIf")).Succeeded();

        Assert.Contains("What if: ", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Single((await _session.RunAsync("Get-EdgeProvision lab")).Succeeded().Output);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private async Task MakeAsync(string name)
    {
        await ConnectAsync();
        (await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor(name, Descriptors.WithoutHosts(name))}'")).Succeeded();
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
