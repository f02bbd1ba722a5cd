using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

public sealed class ErrorTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task GetEdgeProvision_ByANameThatIsNot_IsANonTerminatingNotFound()
    {
        await ConnectAsync();

        var result = await _session.RunAsync("Get-EdgeProvision nothing; 'went on'");

        var error = Assert.Single(result.Errors);
        Assert.Equal("ProvisionNotFound,EdgeProvision.PowerShell.Commands.GetEdgeProvisionCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("nothing", error.TargetObject);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal("went on", result.Output.Single().BaseObject);
    }

    [Fact]
    public async Task GetEdgeHost_ByAWildcardThatMatchesNothing_IsNoError()
    {
        await ConnectAsync();

        Assert.Empty((await _session.RunAsync("Get-EdgeHost *none*; Get-EdgeProvision *none*")).Succeeded().Output);
        Assert.Equal(["HostNotFound"], (await _session.RunAsync("Get-EdgeHost -Id 4711")).ErrorIds);
    }

    [Fact]
    public async Task ConnectEdgeCloud_WithAWrongPassword_IsTerminatingAndDoesNotShowIt()
    {
        var error = await _session.CatchAsync(_world.Connect.Replace("'opennebula'", "'s3cret'", StringComparison.Ordinal));

        Assert.IsType<EdgeException>(error.Exception, exactMatch: false);
        Assert.DoesNotContain("s3cret", error.Exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
    }

    [Fact]
    public async Task ConnectEdgeCloud_WhereNobodyListens_IsAConnectionError()
    {
        var error = await _session.CatchAsync(_world.Connect.Replace(_world.Endpoint, "http://127.0.0.1:1/RPC2", StringComparison.Ordinal));

        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
    }

    [Fact]
    public async Task Cloud_ThatWasDisconnected_IsAnErrorWithAWayForward()
    {
        await ConnectAsync();

        var error = await _session.CatchAsync("$c = Get-EdgeCloud; Disconnect-EdgeCloud; Get-EdgeProvision -Cloud $c");

        Assert.Equal("CloudNotConnected,EdgeProvision.PowerShell.Commands.GetEdgeProvisionCommand", error.FullyQualifiedErrorId);
        Assert.Contains("Connect-EdgeCloud", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewEdgeProvision_OfABadDescriptor_ListsEveryMistakeAndRentsNothing()
    {
        await ConnectAsync();
        var path = _world.Descriptor("bad", "name: bad\nnetwork: []\nhostz: []\n");

        var error = await _session.CatchAsync($"New-EdgeProvision '{path}'");

        Assert.Equal("DescriptorInvalid,EdgeProvision.PowerShell.Commands.NewEdgeProvisionCommand", error.FullyQualifiedErrorId);
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(error.ToString(), @"bad\.yaml:\d+:\d+: error"));
        Assert.Equal(0, _world.Room.Installed);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
