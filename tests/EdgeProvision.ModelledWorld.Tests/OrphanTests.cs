using System.Text;
using System.Xml.Linq;
using EdgeProvision.Engine.Ipam;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>What is paid for and belongs to no provision: found and removed, and nothing else.</summary>
public sealed class OrphanTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Find_KilledWhenItHadBoughtAndTheFrontEndWiped_IsExactlyThatMachine()
    {
        await using var world = new TheWorld();
        await KilledAsync(world, name => name.StartsWith("packet POST", StringComparison.Ordinal) && name.EndsWith("/devices", StringComparison.Ordinal));
        var bought = Assert.Single(new Inventory(world).Devices);
        await world.PassAsync(s_hour);

        // The killed run's own record knows of it, whether or not a host names it.
        Assert.Empty(await FindAsync(world));
        var id = await WipeAsync(world, "edge");

        var orphan = Assert.Single(await FindAsync(world));
        Assert.Equal((EdgeOrphanKind.Device, (string)bought["id"]!, "packet", id), (orphan.Kind, orphan.Id, orphan.Provider, orphan.ProvisionId));
        Assert.Equal(($"{id}/host/{orphan.Name}", "ams1", "baremetal_0"), (orphan.Key, orphan.Location, orphan.Hardware));
        Assert.InRange(orphan.Age!.Value, s_hour, s_hour + TimeSpan.FromMinutes(1));
        Assert.True(orphan.HourlyCost > 0 && orphan.CostSoFar >= orphan.HourlyCost && orphan.Currency == "USD");

        await RemoveAsync(world, orphan);
        Assert.Empty(new Inventory(world).ProblemsOfNothing());
        Assert.Empty(await FindAsync(world));

        // Gone already is fine.
        await RemoveAsync(world, orphan);
    }

    [Fact]
    public async Task Remove_BesideALivingProvision_TakesWhatIsOrphanedAndNothingElse()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        await world.RunAsync(new CreateRequest(world.Write("other.yaml", Descriptors.Fosdem(1, ipam: false, name: "other"))));
        await world.RunAsync(new CreateAddressRequest("other", 2));
        var lost = await WipeAsync(world, "other");
        await Operations.StandAsync(world);
        await world.RunAsync(new CreateAddressRequest("edge", 1));
        await world.RunAsync(new AssignAddressRequest("edge", [await RentedAsync(world)], (await Operations.IdsAsync(world))[0]));
        await world.PassAsync(s_hour);

        var orphans = await FindAsync(world);
        Assert.Equal([EdgeOrphanKind.Device, EdgeOrphanKind.Addresses], orphans.Select(o => o.Kind));
        Assert.All(orphans, o => Assert.Equal(lost, o.ProvisionId));
        Assert.Equal(2, orphans[1].Count);

        foreach (var orphan in orphans)
            await RemoveAsync(world, orphan);

        Assert.Empty(inventory.ProblemsOfAddresses(1, 1).Concat(inventory.ProblemsOfAssignment(0)));
        Assert.Equal(2, inventory.Reservations.Count);
        Assert.Equal(2, inventory.Devices.Count);
        Assert.Empty(await FindAsync(world));
        await world.RunAsync(new DeleteRequest("edge"));
        Assert.Empty(inventory.ProblemsOfNothing());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_CreateKilledAtAnyCall_ShowsNothingOfIt(bool isDone)
    {
        var interference = isDone ? Interference.KilledAfter : Interference.KilledBefore;
        var cases = 0;
        for (var index = 0; ; index += 3)
        {
            await using var world = new TheWorld();
            var hit = await KilledAsync(world, (number, _) => number == index, interference);
            if (hit is null)
                break;
            Assert.Empty(await FindAsync(world));
            await world.PassAsync(s_hour);
            var left = await FindAsync(world);
            Assert.True(left.Count == 0, $"{interference} {index} ({hit}): {string.Join(", ", left.Select(o => $"{o.Kind} {o.Key}"))}");
            cases++;
        }

        Assert.InRange(cases, 20, 500);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_AtEveryMomentOfALife_ShowsNothingOfIt(bool isSlow)
    {
        await using var world = new TheWorld();
        if (isSlow)
            world.Sandbox.Board.Set(new Latency("*", 200, 900));
        List<string> seen = [];
        var looks = 0;
        var done = false;

        async Task LookAsync()
        {
            var engine = await world.Start("another").EngineAsync();
            while (!done)
            {
                foreach (var provider in engine.Offers.Providers())
                    seen.AddRange((await engine.FindOrphansAsync(provider, CancellationToken.None)).Orphans.Select(o => $"{world.Clock.Elapsed}: {o.Kind} {o.Key}"));
                looks++;
                await Task.Delay(TimeSpan.FromMilliseconds(150), world.Clock);
            }
        }

        await world.RunAsync(async () =>
        {
            var watching = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LookAsync()));
            await world.Start().RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Fosdem(2))));
            await world.Start().RunAsync(new CreateAddressRequest("edge", 2));
            await world.Start().RunAsync(new DeleteRequest("edge"));
            done = true;
            await watching;
            return 0;
        });

        Assert.True(seen.Count == 0, string.Join("\n", seen));
        Assert.InRange(looks, 50, int.MaxValue);
        Assert.Empty(new Inventory(world).ProblemsOfNothing());
    }

    [Fact]
    public async Task Remove_ProvisionCameBack_IsRefused()
    {
        await using var world = new TheWorld();
        var id = await OrphanedAsync(world);
        var orphan = Assert.Single(await FindAsync(world));
        await world.RunAsync(async () =>
        {
            using var front = world.Administrator();
            var record = ProvisionRecordCodec.Write(new ProvisionRecord { ProvisionId = id, ProvisionName = "edge", ClusterName = "edge", DescriptorText = "name: edge\n" });
            return await front.Documents.AllocateAsync(TemplateWriter.Write(record.With("NAME", "edge")), ProvisionRecord.DocumentType, CancellationToken.None);
        });

        var error = await Assert.ThrowsAsync<EdgeException>(() => RemoveAsync(world, orphan));

        Assert.Equal(("OrphanHasProvision", ErrorKind.Refused), (error.Code, error.Kind));
        Assert.Single(new Inventory(world).Devices);
    }

    [Fact]
    public async Task Find_HostThatNamesItsMachineAlone_OwnsIt()
    {
        await using var world = new TheWorld();
        await OrphanedAsync(world);
        var machine = Assert.Single(await FindAsync(world));
        await world.RunAsync(async () =>
        {
            using var front = world.Administrator();
            var host = await front.Hosts.AllocateAsync("by-hand", "kvm", "kvm", 0, CancellationToken.None);
            var template = AttributeTree.Empty.Add("PROVISION", new AttributeTree(("DEPLOY_ID", machine.Id)));
            await front.Hosts.UpdateAsync(host, UpdateMode.Merge, TemplateWriter.Write(template), CancellationToken.None);
            return 0;
        });

        Assert.Empty(await FindAsync(world));
        Assert.Equal("OrphanHasProvision", (await Assert.ThrowsAsync<EdgeException>(() => RemoveAsync(world, machine))).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_RecordOfALaterFormat_OwnsWhatItSaysOrSaysThatNothingCanBeTold(bool saysWhose)
    {
        await using var world = new TheWorld();
        var id = await OrphanedAsync(world);
        Assert.Single(await FindAsync(world));
        await world.RunAsync(async () =>
        {
            using var front = world.Administrator();
            var record = new AttributeTree(("NAME", "edge"), ("EDGE_FORMAT", "2"), (saysWhose ? "PROVISION_ID" : "PROVISION", id));
            return await front.Documents.AllocateAsync(TemplateWriter.Write(record), ProvisionRecord.DocumentType, CancellationToken.None);
        });

        if (saysWhose)
            Assert.Empty(await FindAsync(world));
        else
            Assert.Equal("OrphansUnknowable", (await Assert.ThrowsAsync<EdgeException>(() => FindAsync(world))).Code);
    }

    [Fact]
    public async Task Find_RegisteredByIpamAndTheNetworkGone_IsThatReservation()
    {
        await using var world = new TheWorld { IsSandbox = false };
        var registered = await RegisterAsync(world, new AttributeTree(
            ("IPAM_MAD", "packet"), ("TYPE", "IP4"), ("SIZE", "2"), ("PACKET_IP_TYPE", "public_ipv4"), ("FACILITY", "ams1"), ("PACKET_PROJECT", TheWorld.Project), ("PACKET_TOKEN", TheWorld.Token)));
        var reservation = (string)Assert.Single(new Inventory(world).Reservations)["id"]!;

        // It has no key, and oned has not stored the range yet: it may be about to.
        Assert.Empty(await FindAsync(world));
        await world.PassAsync(TimeSpan.FromSeconds(100));
        Assert.Empty(await FindAsync(world));
        await world.PassAsync(s_hour);
        var orphan = Assert.Single(await FindAsync(world));
        Assert.Equal((EdgeOrphanKind.Addresses, reservation, 2), (orphan.Kind, orphan.Id, orphan.Count));

        // The range that has it makes it one's own, from when its network is asked for.
        var ip = registered.Split("IP=\"")[1].Split('"')[0];
        var network = await world.RunAsync(async () =>
        {
            using var front = world.Administrator();
            var range = new AttributeTree(("TYPE", "IP4"), ("IP", ip), ("SIZE", "2"), ("DEPLOY_ID", reservation));
            return await front.Networks.AllocateAsync(TemplateWriter.Write(new AttributeTree(("NAME", "public"), ("VN_MAD", "dummy"), ("BRIDGE", "br9")).Add("AR", range)), -1, CancellationToken.None);
        });
        Assert.Empty(await FindAsync(world));
        await world.RunAsync(async () =>
        {
            using var front = world.Administrator();
            return await front.Networks.WaitReadyAsync(network, TimeSpan.FromMinutes(1), CancellationToken.None);
        });
        Assert.Empty(await FindAsync(world));
        Assert.Equal("OrphanHasProvision", (await Assert.ThrowsAsync<EdgeException>(() => RemoveAsync(world, orphan))).Code);

        await world.RunAsync(async () =>
        {
            using var front = world.Administrator();
            await front.Networks.DeleteAsync(network, CancellationToken.None);
            await front.Networks.WaitGoneAsync(network, TimeSpan.FromMinutes(1), CancellationToken.None);
            return 0;
        });
        await RemoveAsync(world, Assert.Single(await FindAsync(world)));
        Assert.Empty(new Inventory(world).Reservations);
    }

    [Fact]
    public async Task Remove_MadeAMomentAgo_IsRefusedAndNotFound()
    {
        await using var world = new TheWorld(settle: TimeSpan.FromHours(3));
        var id = await OrphanedAsync(world);
        var device = (string)Assert.Single(new Inventory(world).Devices)["id"]!;

        Assert.Empty(await FindAsync(world));
        var error = await Assert.ThrowsAsync<EdgeException>(() => RemoveAsync(world, new EdgeOrphan(EdgeOrphanKind.Device, "edge-node1", device, "packet", id)));
        Assert.Equal("OrphanTooYoung", error.Code);

        await world.PassAsync(TimeSpan.FromHours(3));
        await RemoveAsync(world, Assert.Single(await FindAsync(world)));
        Assert.Empty(new Inventory(world).Devices);
    }

    [Fact]
    public async Task Remove_AnswersLost_RemovesIt()
    {
        await using var world = new TheWorld();
        await OrphanedAsync(world);
        var orphan = Assert.Single(await FindAsync(world));
        var process = world.Start();
        var lost = 0;
        process.Calls.Decide = (_, name) => name.StartsWith("packet DELETE", StringComparison.Ordinal) && lost++ < 2 ? Interference.AnswerLost : Interference.None;

        await world.RunAsync(async () =>
        {
            await (await process.EngineAsync()).RemoveOrphanAsync(orphan, _ => { }, CancellationToken.None);
            return 0;
        });

        Assert.Equal(3, lost);
        Assert.Empty(new Inventory(world).Devices);
    }

    [Fact]
    public async Task Remove_ProviderOfAnotherSession_IsSaid()
    {
        await using var world = new TheWorld();

        var error = await Assert.ThrowsAsync<EdgeException>(() => RemoveAsync(world, new EdgeOrphan(EdgeOrphanKind.Device, "n", "d-1", "elsewhere", "p")));

        Assert.Equal("ProviderNotFound", error.Code);
    }

    /// <summary>A machine of a run that was killed, at a front-end that has forgotten all of it. Its provision's id.</summary>
    private static async Task<string> OrphanedAsync(TheWorld world)
    {
        await KilledAsync(world, name => name.StartsWith("packet POST", StringComparison.Ordinal) && name.EndsWith("/devices", StringComparison.Ordinal));
        await world.PassAsync(TimeSpan.FromMinutes(5));
        return await WipeAsync(world, "edge");
    }

    private static Task<string?> KilledAsync(TheWorld world, Func<string, bool> where) => KilledAsync(world, (_, name) => where(name), Interference.KilledAfter);

    /// <summary>A create that is killed at its first call of that kind; the call, or null when there was none.</summary>
    private static async Task<string?> KilledAsync(TheWorld world, Func<int, string, bool> where, Interference interference)
    {
        var process = world.Start();
        string? hit = null;
        process.Calls.Decide = (number, name) =>
        {
            if (hit is not null || !where(number, name))
                return Interference.None;
            hit = name;
            return interference;
        };
        await world.RunAsync(() => process.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Fosdem(2)))));
        return hit;
    }

    /// <summary>Somebody deletes all of the provision's objects by hand. Its id.</summary>
    private static Task<string> WipeAsync(TheWorld world, string name) => world.RunAsync(async () =>
    {
        using var front = world.Administrator();
        var document = (await front.Documents.ListAsync(ProvisionRecord.DocumentType, CancellationToken.None)).Single(d => d.Template.Text("PROVISION_NAME") == name);
        var id = document.Template.Text("PROVISION_ID")!;
        bool IsOf(AttributeTree template) => template.TextAt("PROVISION/PROVISION_ID") == id;
        foreach (var host in (await front.Hosts.ListAsync(CancellationToken.None)).Where(h => IsOf(h.Template) || h.Name.StartsWith("provision-", StringComparison.Ordinal)))
            await front.Hosts.DeleteAsync(host.Id, CancellationToken.None);
        foreach (var network in (await front.Networks.ListAsync(CancellationToken.None)).Where(n => IsOf(n.Template)))
        {
            await front.Networks.DeleteAsync(network.Id, CancellationToken.None);
            await front.Networks.WaitGoneAsync(network.Id, TimeSpan.FromMinutes(3), CancellationToken.None);
        }

        foreach (var datastore in (await front.Datastores.ListAsync(CancellationToken.None)).Where(d => IsOf(d.Template)))
            await front.Datastores.DeleteAsync(datastore.Id, CancellationToken.None);
        foreach (var cluster in (await front.Clusters.ListAsync(CancellationToken.None)).Where(c => IsOf(c.Template)))
            await front.Clusters.DeleteAsync(cluster.Id, CancellationToken.None);
        await front.Documents.DeleteAsync(document.Id, CancellationToken.None);
        return id;
    });

    private static Task<IReadOnlyList<EdgeOrphan>> FindAsync(TheWorld world) => world.RunAsync<IReadOnlyList<EdgeOrphan>>(async () =>
    {
        var engine = await Start(world).EngineAsync();
        List<EdgeOrphan> found = [];
        foreach (var provider in engine.Offers.Providers())
            found.AddRange((await engine.FindOrphansAsync(provider, CancellationToken.None)).Orphans);
        return found;
    });

    private static Task RemoveAsync(TheWorld world, EdgeOrphan orphan) => world.RunAsync(async () =>
    {
        await (await Start(world).EngineAsync()).RemoveOrphanAsync(orphan, _ => { }, CancellationToken.None);
        return 0;
    });

    private static Task<string> RegisterAsync(TheWorld world, AttributeTree range) => world.RunAsync(async () =>
    {
        var xml = new XElement("IPAM_DRIVER_ACTION_DATA", new XElement("AR", range.Select(a => new XElement(a.Name, a.Text))), new XElement("ADDRESS"));
        return await (await Start(world).EngineAsync()).AnswerIpamAsync(
            new IpamCall(IpamAction.Register, Convert.ToBase64String(Encoding.UTF8.GetBytes(xml.ToString())), world.Clock.GetTimestamp()), CancellationToken.None);
    });

    private static async Task<string> RentedAsync(TheWorld world) => (await Operations.AddressesAsync(world)).Single(a => a.Key!.Contains("/ip/", StringComparison.Ordinal)).Address!;

    /// <summary>A process; where the front-end is no sandbox's, with a provider in its environment.</summary>
    private static EngineProcess Start(TheWorld world) => world.IsSandbox ? world.Start() : new EngineProcess(world, "workstation", 500)
    {
        Machine = new ModelledEnvironment(TheWorld.KeyPath, TheWorld.KeyText)
        {
            Variables = { ["PACKET_ENDPOINT"] = "http://packet.modelled", ["PACKET_TOKEN"] = TheWorld.Token, ["PACKET_PROJECT"] = TheWorld.Project },
        },
    };
}
