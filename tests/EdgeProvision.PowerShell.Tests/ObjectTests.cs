using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Clusters, datastores and networks of provisions: found, shown, removed one by one.</summary>
public sealed class ObjectTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Theory]
    [InlineData("Get-EdgeDatastore", "lab-default, live-default")]
    [InlineData("Get-EdgeDatastore l*b-*", "lab-default")]
    [InlineData("Get-EdgeDatastore -Provision live", "live-default")]
    [InlineData("Get-EdgeProvision lab | Get-EdgeDatastore", "lab-default")]
    [InlineData("Get-EdgeDatastore lab-default | Get-EdgeDatastore", "lab-default")]
    [InlineData("Get-EdgeDatastore -Id (Get-EdgeDatastore live*).Id", "live-default")]
    [InlineData("Get-EdgeDatastore ([string] (Get-EdgeDatastore live*).Id)", "live-default")]
    [InlineData("Get-EdgeDatastore nobody*", "")]
    [InlineData("Get-EdgeCluster", "lab, live")]
    [InlineData("Get-EdgeProvision live | Get-EdgeCluster", "live")]
    [InlineData("Get-EdgeNetwork -Provision l?b", "lab-private")]
    [InlineData("Get-EdgeCluster lab | ForEach-Object { Get-EdgeNetwork -Id $_.Networks }", "lab-private")]
    public async Task Get_ByAnyName_WritesWhatIsMeant(string command, string names)
    {
        await MakeAsync("lab", "live");

        var found = (await _session.RunAsync(command)).Succeeded().Output.Select(o => Assert.IsAssignableFrom<IProvisionObject>(o.BaseObject).Name);

        Assert.Equal(names, string.Join(", ", found));
    }

    [Theory]
    [InlineData("Get-EdgeDatastore nobody, lab-default", "lab-default")]
    [InlineData("Get-EdgeNetwork -Id 4711, ($net.Id)", "lab-private")]
    [InlineData("Get-EdgeCluster lab, nobody", "lab")]
    public async Task Get_OneThatIsNotThere_IsAnErrorAndTheOthersAreWritten(string command, string name)
    {
        await MakeAsync("lab");
        await _session.RunAsync("$net = Get-EdgeNetwork");

        var result = await _session.RunAsync(command);

        Assert.Equal(["ObjectNotFound"], result.ErrorIds);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Errors[0].CategoryInfo.Category);
        Assert.Equal(name, Assert.IsAssignableFrom<IProvisionObject>(Assert.Single(result.Output).BaseObject).Name);
    }

    [Fact]
    public async Task GetEdgeNetwork_WithLeases_TellsRangesAndWhoUsesWhat()
    {
        await MakeAsync("lab");
        var id = ((EdgeNetwork)(await _session.RunAsync("Get-EdgeNetwork")).Single.BaseObject).Id;
        await _world.HoldAsync(id, "192.168.150.4");

        var network = (EdgeNetwork)(await _session.RunAsync("Get-EdgeNetwork lab-private -IncludeLease")).Single.BaseObject;

        Assert.Equal("192.168.150.2-192.168.150.11", Assert.Single(network.AddressRanges).ToString());
        Assert.Equal((10, "IP4", null), (network.AddressRanges[0].Size, network.AddressRanges[0].Type, network.AddressRanges[0].AddressManager));
        Assert.Equal("192.168.150.4 (held)", Assert.Single(network.Leases).ToString());
        Assert.Equal((1, "dummy", "br0", "rdy"), (network.UsedLeases, network.Driver, network.Bridge, network.State));
    }

    [Fact]
    public async Task RemoveEdgeDatastore_OfThePipeline_AsksForEachAndRemovesWhatWasAgreed()
    {
        await MakeAsync("lab", "live");
        _session.Host.Screen.Answers.Enqueue("Yes");
        _session.Host.Screen.Answers.Enqueue("No");

        (await _session.RunAsync("Get-EdgeDatastore | Remove-EdgeDatastore")).Succeeded();

        Assert.Equal(2, _session.Host.Screen.Questions.Count);
        Assert.Equal("live-default", ((EdgeDatastore)(await _session.RunAsync("Get-EdgeDatastore")).Single.BaseObject).Name);
        var operation = (Operation)(await _session.RunAsync("Get-EdgeOperation lab")).Succeeded().Output[0].BaseObject;
        Assert.Equal(("datastore delete", OperationOutcome.Succeeded), (operation.Verb, operation.Outcome));
    }

    [Fact]
    public async Task RemoveEdgeNetwork_WhatIf_ShowsThePlanAndChangesNothing()
    {
        await MakeAsync("lab");
        var before = _world.Dump().ToString();

        (await _session.RunAsync("Remove-EdgeNetwork * -WhatIf")).Succeeded();
        var plan = (Plan)(await _session.RunAsync("Remove-EdgeNetwork * -WhatIf -PassThru")).Single.BaseObject;

        Assert.Contains("(lab-private)", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Equal(["RefuseContents", "ForgetObject", "DeleteNetwork"], plan.Steps.Select(s => s.Kind));
        Assert.Equal(before, _world.Dump().ToString());
        Assert.Single((await _session.RunAsync("Get-EdgeNetwork")).Succeeded().Output);
    }

    [Theory]
    [InlineData("Remove-EdgeNetwork lab-private")]
    [InlineData("Remove-EdgeDatastore lab-default")]
    public async Task Remove_OfWhatTheDescriptorHas_IsNotMadeAnewWhenHostsAreAdded(string remove)
    {
        await MakeAsync("lab");
        (await _session.RunAsync($"{remove} -Confirm:$false")).Succeeded();

        Assert.Empty((await _session.RunAsync("Compare-EdgeProvision lab")).Succeeded().Output);
        var plan = (Plan)(await _session.RunAsync("Add-EdgeHost lab-node1 lab -Driver packet -Order @{ facility = 'ams1'; plan = 'baremetal_0'; os = 'ubuntu_18_04' } -WhatIf -PassThru")).Single.BaseObject;
        Assert.DoesNotContain(plan.Steps, s => s.Kind is "Network" or "Datastore");
    }

    [Fact]
    public async Task RemoveEdgeNetwork_OfAPlanThatWasLookedAt_RunsIt()
    {
        await MakeAsync("lab");

        (await _session.RunAsync("Remove-EdgeNetwork lab-private -WhatIf -PassThru | Invoke-EdgeProvisionPlan -Confirm:$false")).Succeeded();

        Assert.Empty((await _session.RunAsync("Get-EdgeNetwork")).Succeeded().Output);
    }

    [Fact]
    public async Task RemoveEdgeNetwork_WhoseAddressIsInUse_SaysByWhomAndRemovesTheOthers()
    {
        await MakeAsync("lab", "live");
        await _session.RunAsync("$net = Get-EdgeNetwork lab*");
        var network = (EdgeNetwork)(await _session.RunAsync("$net")).Single.BaseObject;
        await _world.HoldAsync(network.Id, "192.168.150.4");

        var result = await _session.RunAsync("Remove-EdgeNetwork nobody, lab-private, live-private -Confirm:$false");

        Assert.Equal(["ObjectNotFound", "ObjectInUse"], result.ErrorIds);
        Assert.Equal(network.Id, Assert.IsType<EdgeNetwork>(result.Errors[1].TargetObject).Id);
        Assert.Contains($"Network {network.Id} (lab-private) is in use: lease 192.168.150.4", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Contains($"onevnet release {network.Id} 192.168.150.4", result.Errors[1].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("lab-private", ((EdgeNetwork)(await _session.RunAsync("Get-EdgeNetwork")).Single.BaseObject).Name);
    }

    [Fact]
    public async Task RemoveEdgeCluster_ThatIsNotEmpty_NamesWhatIsInItEvenBeforeItIsTried()
    {
        await MakeAsync("lab");

        var planned = await _session.RunAsync("Remove-EdgeCluster lab -WhatIf");
        var tried = await _session.RunAsync("Get-EdgeCluster | Remove-EdgeCluster -Confirm:$false");

        Assert.Equal(["ClusterNotEmpty"], planned.ErrorIds);
        Assert.Equal(["ClusterNotEmpty"], tried.ErrorIds);
        Assert.Contains("(lab-default)", tried.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("(lab-private)", tried.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Remove-EdgeProvision", tried.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Single((await _session.RunAsync("Get-EdgeCluster")).Succeeded().Output);
    }

    [Fact]
    public async Task RemoveEdgeCluster_OfWhichEverythingElseWasRemoved_RemovesIt()
    {
        await MakeAsync("lab");

        (await _session.RunAsync("Get-EdgeNetwork | Remove-EdgeNetwork -Confirm:$false; Get-EdgeDatastore | Remove-EdgeDatastore -Confirm:$false; Remove-EdgeCluster lab -Confirm:$false")).Succeeded();

        Assert.Empty((await _session.RunAsync("Get-EdgeCluster")).Succeeded().Output);
    }

    [Theory]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($it, 2))")]
    [InlineData("[pscustomobject]@{ Id = [long] $it.Id; Name = $it.Name; Provision = 'lab' }")]
    [InlineData("[pscustomobject]@{ Id = $it.Id }")]
    public async Task DatastoreOfThePipeline_InAnyForm_IsTheOneThatIsRemoved(string piped)
    {
        await MakeAsync("lab");
        await _session.RunAsync("$it = Get-EdgeDatastore");

        (await _session.RunAsync($"{piped} | Remove-EdgeDatastore -Confirm:$false")).Succeeded();

        Assert.Empty((await _session.RunAsync("Get-EdgeDatastore")).Succeeded().Output);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Id = $it.Id; Name = 'another' }")]
    [InlineData("[pscustomobject]@{ Id = $it.Id; Name = '147.75.1.10'; Hostname = 'a host'; Provision = 'lab' }")]
    public async Task ObjectOfAnotherKind_WithTheSameId_IsNotTakenForADatastore(string piped)
    {
        await MakeAsync("lab");
        await _session.RunAsync("$it = Get-EdgeDatastore");

        var result = await _session.RunAsync($"{piped} | Remove-EdgeDatastore -Confirm:$false");

        Assert.Equal(["ObjectNotFound"], result.ErrorIds);
        Assert.Single((await _session.RunAsync("Get-EdgeDatastore")).Succeeded().Output);
    }

    [Fact]
    public async Task Completion_OffersTheNamesAndIdsOfTheNoun()
    {
        await MakeAsync("lab", "live");
        (await _session.RunAsync("$null = Get-EdgeProvision")).Succeeded();

        Assert.Equal(["lab-default", "live-default"], Complete("Get-EdgeDatastore "));
        Assert.Equal(["live-private"], Complete("Remove-EdgeNetwork -Provision live -Name "));
        Assert.Equal(["lab", "live"], Complete("Remove-EdgeCluster l"));
        Assert.Equal(2, Complete("Get-EdgeCluster -Id ").Count);
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

    private async Task MakeAsync(params string[] names)
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        foreach (var name in names)
            (await _session.RunAsync($"$null = New-EdgeProvision '{_world.Descriptor(name, Descriptors.WithoutHosts(name))}'")).Succeeded();
    }
}
