using System.Globalization;
using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>A machine and an address that belong to no provision, at the prompt.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class OrphanTests : IAsyncDisposable
{
    private readonly UserEnvironment _user = new();
    private readonly ModuleSession _session = new();
    private readonly ShiftedTime _time = new();
    private LoopbackWorld _world;

    public OrphanTests() => _world = new LoopbackWorld(time: _time);

    [Fact]
    public async Task Life_OfOrphans_AtThePrompt()
    {
        await LoseAsync();

        var found = await FindAsync("Find-EdgeOrphan");
        Assert.Equal([EdgeOrphanKind.Device, EdgeOrphanKind.Addresses], found.Select(o => o.Kind));
        Assert.All(found, o => Assert.Equal(("packet", LostThings.Provision, "ams1"), (o.Provider, o.ProvisionId, o.Location)));
        Assert.Equal(("lost-node1", "baremetal_0", 0.07m, "USD"), (found[0].Name, found[0].Hardware, found[0].HourlyCost, found[0].Currency));
        Assert.Single(await FindAsync("Find-EdgeOrphan | Where-Object Kind -eq Device"));
        Assert.Equal(2, (await FindAsync("Find-EdgeOrphan -OlderThan 1.00:00:00")).Count);
        Assert.Empty(await FindAsync("Find-EdgeOrphan -OlderThan 2.00:00:00"));
        Assert.Equal(found.Select(o => o.Id).Order(), Complete("Remove-EdgeOrphan ").Order());
        Assert.Empty(Complete("Remove-EdgeOrphan -Provider other -Id "));

        Assert.Empty((await _session.RunAsync("Find-EdgeOrphan | Remove-EdgeOrphan -WhatIf")).Succeeded().Output);
        Assert.Matches($@"machine lost-node1 \({found[0].Id}\) at packet, 26 hours old, 0\.07 USD an hour, of provision {LostThings.Provision}, which this front-end does not have", _session.Host.Screen.Text);
        Assert.Equal(2, (await FindAsync("Find-EdgeOrphan")).Count);

        var removed = await FindAsync("Find-EdgeOrphan | Remove-EdgeOrphan -PassThru -Confirm:$false");
        Assert.Equal(found.Select(o => o.Id), removed.Select(o => o.Id));
        Assert.Empty(_world.World.PacketEmulator.Describe()["devices"]!.AsArray());
        Assert.Empty(_world.World.PacketEmulator.Describe()["reservations"]!.AsArray());
        Assert.Empty(await FindAsync("Find-EdgeOrphan"));
    }

    [Fact]
    public async Task FindEdgeOrphan_MadeAMomentAgo_IsNotShownYet()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        await _world.LoseAsync();

        Assert.Empty(await FindAsync("Find-EdgeOrphan"));

        _time.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(2, (await FindAsync("Find-EdgeOrphan")).Count);
    }

    [Fact]
    public async Task RemoveEdgeOrphan_AtThePrompt_AsksForEachAndNamesItsProvision()
    {
        await LoseAsync();
        foreach (var answer in new[] { "No", "Yes" })
            _session.Host.Screen.Answers.Enqueue(answer);

        (await _session.RunAsync("Find-EdgeOrphan | Remove-EdgeOrphan")).Succeeded();

        Assert.Equal(2, _session.Host.Screen.Questions.Count);
        Assert.All(_session.Host.Screen.Questions, q => Assert.Contains(LostThings.Provision, q, StringComparison.Ordinal));
        Assert.Equal(EdgeOrphanKind.Device, Assert.Single(await FindAsync("Find-EdgeOrphan")).Kind);
    }

    [Fact]
    public async Task RemoveEdgeOrphan_OneCameToBeOwned_IsRefusedAndTheOthersGo()
    {
        await LoseAsync();
        var machine = (await FindAsync("$found = Find-EdgeOrphan; $found"))[0];
        var host = int.Parse(await _world.CallAsync("one.host.allocate", "by-hand", "kvm", "kvm", 0), CultureInfo.InvariantCulture);
        await _world.UpdateHostAsync(host, $"PROVISION=[ DEPLOY_ID=\"{machine.Id}\" ]");

        var result = await _session.RunAsync("$found | Remove-EdgeOrphan -PassThru -Confirm:$false");

        Assert.Equal(["OrphanHasProvision"], result.ErrorIds);
        Assert.Equal(machine.Id, Assert.IsType<EdgeOrphan>(result.Errors[0].TargetObject).Id);
        Assert.Equal(EdgeOrphanKind.Addresses, ((EdgeOrphan)Assert.Single(result.Output).BaseObject).Kind);
        Assert.Single(_world.World.PacketEmulator.Describe()["devices"]!.AsArray());
        Assert.Empty(await FindAsync("Find-EdgeOrphan"));

        // By its id it is no orphan either.
        Assert.Equal(["OrphanNotFound"], (await _session.RunAsync($"Remove-EdgeOrphan {machine.Id} -Confirm:$false")).ErrorIds);
    }

    [Fact]
    public async Task FindEdgeOrphan_OneProviderDoesNotAnswerAndOneIsTheSameProject_ShowsTheOthersOnce()
    {
        await _world.DisposeAsync();
        _world = new LoopbackWorld(isSandbox: false, time: _time);
        _user.Set("PACKET_TOKEN", LoopbackWorld.Token);
        await LoseAsync();
        foreach (var (name, endpoint) in new[] { ("ams", _world.PacketEndpoint), ("again", _world.PacketEndpoint), ("broken", "http://127.0.0.1:9") })
            (await _session.RunAsync($"Register-EdgeProvider {name} packet {endpoint} -Project {LoopbackWorld.Project} -CredentialSource env:PACKET_TOKEN")).Succeeded();

        var result = await _session.RunAsync("Find-EdgeOrphan");

        Assert.Equal(["ProviderUnreachable"], result.ErrorIds);
        Assert.Equal("broken", result.Errors[0].TargetObject.ToString());
        Assert.Equal(["again", "again"], result.Output.Select(o => ((EdgeOrphan)o.BaseObject).Provider));

        // Where one does not answer, nobody knows what it has: that is the only error.
        Assert.Equal(["ProviderUnreachable"], (await _session.RunAsync("Remove-EdgeOrphan nothing -Confirm:$false")).ErrorIds);
        Assert.Equal(["OrphanNotFound"], (await _session.RunAsync("Remove-EdgeOrphan nothing -Provider ams -Confirm:$false")).ErrorIds);
    }

    [Fact]
    public async Task RemoveEdgeOrphan_OfADiskThatADescriptorHasKeptInAnotherRegion_SaysWhoseItWas()
    {
        await _world.DisposeAsync();
        _world = new LoopbackWorld(time: _time, hasEc2: true);
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        var path = _world.Descriptor("lab", """
            name: lab
            playbook: default
            hosts:
              - im_mad: kvm
                vm_mad: kvm
                provision:
                  driver: ec2
                  region_name: eu-central-1
                  ami: debian_12
                  instancetype: m5.large
                  hostname: lab-node1
                  ssh_from: 198.51.100.7
                  blockdevicemapping: /dev/sdf=:10:false:gp3
            """);
        await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1 -OnFailure Skip");
        (await _session.RunAsync("Remove-EdgeProvision lab -Confirm:$false")).Succeeded();
        _time.Pass(TimeSpan.FromHours(26.2));

        var disk = Assert.Single(await FindAsync("Find-EdgeOrphan ec2"));
        (await _session.RunAsync($"Remove-EdgeOrphan {disk.Id} -WhatIf")).Succeeded();

        Assert.Equal((EdgeOrphanKind.Disk, "gp3 10 GB", "eu-central-1", null), (disk.Kind, disk.Hardware, disk.Region, disk.HourlyCost));
        Assert.Contains($"\"disk (gp3 10 GB) of lab-node1 ({disk.Id}) at ec2 in eu-central-1, 26 hours old, of provision {disk.ProvisionId}", _session.Host.Screen.Text, StringComparison.Ordinal);
        (await _session.RunAsync($"Remove-EdgeOrphan {disk.Id} -Confirm:$false")).Succeeded();
        Assert.Empty(await FindAsync("Find-EdgeOrphan"));
    }

    [Fact]
    public async Task FindEdgeOrphan_OneRegionIsDenied_IsNamedBesideWhatTheOthersHave()
    {
        await _world.DisposeAsync();
        _world = new LoopbackWorld(time: _time, hasEc2: true, deniedRegion: "us-west-2");
        await LoseAsync();

        var result = await _session.RunAsync("Find-EdgeOrphan");

        Assert.Equal(2, result.Output.Count);
        Assert.Contains("the region us-west-2 of ec2", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindEdgeOrphan_WithoutAnyProvider_SaysSo()
    {
        await _world.DisposeAsync();
        _world = new LoopbackWorld(isSandbox: false, time: _time);
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();

        Assert.Equal(["ProviderNotFound"], (await _session.RunAsync("Find-EdgeOrphan")).ErrorIds);
    }

    [Fact]
    public async Task FindEdgeOrphan_ShowsAgeAndPrice()
    {
        await LoseAsync();

        (await _session.RunAsync("Find-EdgeOrphan | Out-Default")).Succeeded();

        Assert.Matches(@"Device +lost-node1 +packet ams1 +1d 2h +0\.07 USD +0badcafe", _session.Host.Screen.Text);
        Assert.Matches(@"Addresses +198\.18\.\d+\.\d+ +packet ams1 +1d 2h +0badcafe", _session.Host.Screen.Text);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        _user.Dispose();
        await _world.DisposeAsync();
    }

    private async Task LoseAsync()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        await _world.LoseAsync();
        _time.Pass(TimeSpan.FromHours(26.2));
    }

    private async Task<IReadOnlyList<EdgeOrphan>> FindAsync(string script) => [.. (await _session.RunAsync(script)).Succeeded().Output.Select(o => (EdgeOrphan)o.BaseObject)];

    private List<string> Complete(string text)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_session.Runspace);
        return [.. CommandCompletion.CompleteInput(text, text.Length, null, shell).CompletionMatches.Select(m => m.CompletionText)];
    }
}
