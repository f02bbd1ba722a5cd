using System.Globalization;
using EdgeProvision.Engine;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>Public addresses of virtual machines, by the scripts that <c>setup</c> writes: the front-end runs the command as its IPAM driver and as its hook.</summary>
public sealed class PublicAddressTests(ScriptedLab lab) : IClassFixture<ScriptedLab>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Life_OfAnAddress_FromSetupToRemoval()
    {
        using (var setup = lab.Setup("--yes"))
            Assert.Contains("+++ ", await setup.SucceedsAsync(Stop), StringComparison.Ordinal);
        using (var again = lab.Setup("--check"))
            Assert.Contains("Everything is set up.", await again.SucceedsAsync(Stop), StringComparison.Ordinal);
        await using var engine = await lab.ConnectAsync(Stop);
        using var door = new FrontEndDoor(lab.Session);

        var created = await engine.RunAsync(new CreateRequest(Tree.Descriptor("edge")), new Eyes(), Consent.Given, CancellationToken.None);
        Assert.Empty(created.Failures);
        var (host, network) = (created.Provision!.Hosts[0], created.Provision.Networks.Single());
        var reservation = Assert.Single((await lab.Control.LookAsync(Stop)).Reservations);
        Assert.Equal([reservation, reservation], (await ScriptedLab.AddressesAsync(engine)).Select(a => a.ReservationId));

        var template = string.Create(CultureInfo.InvariantCulture, $"CPU=1\nMEMORY=128\nNIC=[ MODEL=\"virtio\" ]\nNIC_ALIAS=[ NETWORK_ID=\"{network.Id}\", PARENT=\"NIC0\" ]");
        var vm = await door.RunMachineAsync(host.Id, 0, template, Stop);
        var leased = await ScriptedLab.WaitForAddressAsync(engine, a => a.VirtualMachineId == vm && a.HostId == host.Id);
        Assert.Equal(EdgeAddressState.Assigned, leased.State);

        await door.CallAsync("one.vm.action", Stop, "terminate-hard", vm);
        var freed = await ScriptedLab.WaitForAddressAsync(engine, a => a.Address == leased.Address && a.State == EdgeAddressState.Free && a.LeasedBy is null);
        Assert.Null(freed.HostId);

        var deleted = await engine.RunAsync(new DeleteRequest(created.Provision.Id), new Eyes(), Consent.Given, CancellationToken.None);
        Assert.Empty(deleted.Failures);
        (await lab.Control.LookAsync(Stop)).AssertEmpty();

        using (var remove = lab.Setup("--remove", "--yes"))
            await remove.SucceedsAsync(Stop);
        Assert.Equal(ScriptedLab.Stock, await File.ReadAllTextAsync(lab.OnedConf, Stop));
        Assert.Empty(Directory.EnumerateFiles(lab.Folder, "*", SearchOption.AllDirectories));
        using var front = new FrontEndClient(new FrontEndOptions { Endpoint = new Uri(lab.Session.FrontEndEndpoint), Session = lab.Session.FrontEndCredentials });
        Assert.Empty(await front.Hooks.ListAsync(Stop));
    }
}
