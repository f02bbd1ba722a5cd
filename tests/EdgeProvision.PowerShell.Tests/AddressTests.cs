using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Rented public addresses at the prompt. The hosts are rented and never answer, which is all that addresses need of them.</summary>
public sealed class AddressTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task Life_OfAddresses_AtThePrompt()
    {
        await MakeAsync();

        var rented = (await _session.RunAsync("New-EdgeAddress lab -Count 2 -Confirm:$false")).Succeeded().Output.Select(o => (EdgeAddress)o.BaseObject).ToList();
        Assert.Equal(2, rented.Count);
        Assert.All(rented, a => Assert.Equal((EdgeAddressState.Free, "packet", "ams1", "lab"), (a.State, a.Driver, a.Location, a.Provision)));

        (await _session.RunAsync($"Set-EdgeAddress {rented[0]} lab-node1")).Succeeded();
        var assigned = await GetAsync(rented[0].Address!);
        Assert.Equal((EdgeAddressState.Assigned, "lab-node1", rented[0].Address), (assigned.State, assigned.Hostname, assigned.InnerAddress));

        var moved = (EdgeAddress)(await _session.RunAsync($"Get-EdgeAddress {rented[0]} | Set-EdgeAddress -Host lab-node2 -PassThru")).Single.BaseObject;
        Assert.Equal("lab-node2", moved.Hostname);

        (await _session.RunAsync($"Set-EdgeAddress {rented[0]} -Unassign")).Succeeded();
        Assert.Null((await GetAsync(rented[0].Address!)).HostId);

        (await _session.RunAsync($"Remove-EdgeAddress {rented[0]} -Confirm:$false")).Succeeded();
        Assert.Empty((await _session.RunAsync("Get-EdgeAddress")).Succeeded().Output);
        Assert.Empty(_world.World.PacketEmulator.Describe()["reservations"]!.AsArray());
    }

    [Fact]
    public async Task RemoveEdgeAddress_OfTwoOfOneReservation_AsksOnceAndSaysWhatGoes()
    {
        await MakeAsync();
        (await _session.RunAsync("$null = New-EdgeAddress lab -Count 2 -Confirm:$false")).Succeeded();
        _session.Host.Screen.Answers.Enqueue("No");

        (await _session.RunAsync("Get-EdgeAddress | Remove-EdgeAddress")).Succeeded();

        Assert.Contains("and 1 more of its reservation", Assert.Single(_session.Host.Screen.Questions), StringComparison.Ordinal);
        Assert.Equal(2, (await _session.RunAsync("Get-EdgeAddress")).Succeeded().Output.Count);
    }

    [Fact]
    public async Task RemoveEdgeAddress_OfAnAddressRange_IsRefusedAndTheOthersGo()
    {
        await MakeAsync();
        (await _session.RunAsync("$null = New-EdgeAddress lab -Confirm:$false; $ours = Get-EdgeAddress; $null = New-EdgeAddress lab -Confirm:$false")).Succeeded();
        var ours = (EdgeAddress)(await _session.RunAsync("$ours")).Single.BaseObject;
        var network = int.Parse(await _world.CallAsync("one.vn.allocate", $"NAME=pub\nVN_MAD=dummy\nBRIDGE=br1\nAR=[ TYPE=\"IP4\", IP=\"{ours}\", SIZE=\"1\" ]", -1), System.Globalization.CultureInfo.InvariantCulture);
        while (_world.World.FrontEndEmulator.Dump().Objects.Single(o => o.Kind == "network" && o.Id == network).State != "Ready")
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await _world.HoldAsync(network, ours.Address!);

        var shown = await GetAsync(ours.Address!);
        var result = await _session.RunAsync("Remove-EdgeAddress * -Confirm:$false");

        Assert.Equal((network, "pub", "held", null), (shown.NetworkId, shown.Network, shown.LeasedBy, shown.VirtualMachineId));
        Assert.Equal(["AddressInUse"], result.ErrorIds);
        Assert.Equal(ErrorCategory.ResourceBusy, result.Errors[0].CategoryInfo.Category);
        Assert.Contains($"network {network} (pub)", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(ours.Address, ((EdgeAddress)(await _session.RunAsync("Get-EdgeAddress")).Single.BaseObject).Address);
    }

    [Theory]
    [InlineData("New-EdgeAddress lab -Count 3 -Confirm:$false", "AddressRequestInvalid")]
    [InlineData("New-EdgeAddress lab -Type pigeon -Confirm:$false", "AddressRequestInvalid")]
    [InlineData("New-EdgeAddress lab -Host nobody -Confirm:$false", "HostNotFound")]
    [InlineData("Set-EdgeAddress 192.0.2.1", "AddressTargetMissing")]
    [InlineData("Set-EdgeAddress 192.0.2.1 lab-node1 -Unassign", "AddressTargetMissing")]
    [InlineData("Get-EdgeAddress -Provision nobody", "ProvisionNotFound")]
    public async Task WhatCannotBe_IsSaidByItsCodeAndNothingIsBought(string command, string code)
    {
        await MakeAsync();

        Assert.Equal([code], (await _session.RunAsync(command)).ErrorIds);
        Assert.DoesNotContain(_world.World.PacketEmulator.Ledger.Entries, e => e.Kind == "addresses");
    }

    [Fact]
    public async Task NewEdgeAddress_BeyondTheQuota_IsTheProvidersOwnWordAndLeavesNothingOpen()
    {
        await MakeAsync();

        var result = await _session.RunAsync("$null = New-EdgeAddress lab -Count 256 -Confirm:$false; New-EdgeAddress lab -Confirm:$false");

        Assert.Equal(["ProviderRefused"], result.ErrorIds);
        Assert.Equal(ErrorCategory.LimitsExceeded, result.Errors[0].CategoryInfo.Category);
        Assert.Single(_world.World.PacketEmulator.Ledger.Entries, e => e.Kind == "addresses");
    }

    [Fact]
    public async Task NewEdgeAddress_OfASavedPlan_RunsIt()
    {
        await MakeAsync();

        (await _session.RunAsync("New-EdgeAddress lab -Count 2 -Host lab-node2 -WhatIf -PassThru | Invoke-EdgeProvisionPlan -Confirm:$false")).Succeeded();

        Assert.All((await _session.RunAsync("Get-EdgeAddress")).Succeeded().Output, o => Assert.Contains("/ip/lab-node2/", ((EdgeAddress)o.BaseObject).Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Completion_OffersAddressesReservationsAndKinds()
    {
        await MakeAsync();
        var rented = (EdgeAddress)(await _session.RunAsync("New-EdgeAddress lab -Confirm:$false")).Single.BaseObject;
        (await _session.RunAsync("$null = Get-EdgeAddress")).Succeeded();

        Assert.Equal([rented.Address!], Complete("Remove-EdgeAddress "));
        Assert.Equal([rented.ReservationId], Complete("Get-EdgeAddress -ReservationId "));
        Assert.Empty(Complete("Get-EdgeAddress -Provision other -Address "));
        Assert.Equal(["elastic", "global_ipv4", "public_ipv4"], Complete("New-EdgeAddress lab -Type ").Order());
        Assert.Contains("lab-node2", Complete($"Set-EdgeAddress {rented} -Host "));
    }

    [Fact]
    public async Task EdgeAddress_ShowsWhereItLeadsAndWhoHasIt()
    {
        await MakeAsync();
        (await _session.RunAsync("$null = New-EdgeAddress lab -Confirm:$false; Get-EdgeAddress | Set-EdgeAddress -Host lab-node1; Get-EdgeAddress | Out-Default")).Succeeded();

        Assert.Matches(@"198\.18\.\d+\.\d+ +Assigned +lab-node1 +.*lab", _session.Host.Screen.Text);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private async Task<EdgeAddress> GetAsync(string address) => (EdgeAddress)(await _session.RunAsync($"Get-EdgeAddress {address}")).Single.BaseObject;

    private List<string> Complete(string text)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_session.Runspace);
        return [.. CommandCompletion.CompleteInput(text, text.Length, null, shell).CompletionMatches.Select(m => m.CompletionText)];
    }

    private async Task MakeAsync()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        await _session.RunAsync($"$null = New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithHosts("lab", 2))}' -SshTimeoutSec 1 -ErrorAction SilentlyContinue 3> $null");
        Assert.Equal(2, (await _session.RunAsync("Get-EdgeHost")).Succeeded().Output.Count);
    }
}
