using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Public addresses of a provision: rented by hand, led to hosts, given back.</summary>
public sealed class AddressTests
{
    [Fact]
    public async Task Life_OfAddressesRentedByHand()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var ids = await Operations.IdsAsync(world);

        var created = await world.RunAsync(new CreateAddressRequest("edge", 2) { HostId = ids[1] });
        var rented = (await Operations.AddressesAsync(world)).Where(a => a.Key!.EndsWith("/ip/edge-node2/0", StringComparison.Ordinal)).ToList();

        Assert.Equal(OperationOutcome.Succeeded, created!.Operation.Outcome);
        Assert.Equal(2, rented.Count);
        Assert.All(rented, a => Assert.Equal((EdgeAddressState.Free, "packet", "edge", "public_ipv4", "ams1", 2), (a.State, a.Driver, a.Provision, a.Type, a.Location, a.ReservationSize)));

        await world.RunAsync(new AssignAddressRequest("edge", [rented[0].Address!, rented[1].Address!], ids[0]));
        var assigned = await FindAsync(world, rented[0].Address!);
        Assert.Equal((EdgeAddressState.Assigned, ids[0], rented[0].Address), (assigned.State, assigned.HostId, assigned.InnerAddress));
        Assert.Equal(OperationOutcome.Unchanged, (await world.RunAsync(new AssignAddressRequest("edge", [rented[0].Address!], ids[0])))!.Operation.Outcome);
        await world.RunAsync(new AssignAddressRequest("edge", [rented[0].Address!], ids[1]));
        Assert.Equal(ids[1], (await FindAsync(world, rented[0].Address!)).HostId);
        await world.RunAsync(new AssignAddressRequest("edge", [rented[0].Address!], null));
        Assert.Equal(EdgeAddressState.Free, (await FindAsync(world, rented[0].Address!)).State);

        // The other one leads to a host still: giving back leads it nowhere first.
        var deleted = await world.RunAsync(new DeleteAddressRequest("edge", [rented[0].ReservationId]));
        Assert.Equal(OperationOutcome.Succeeded, deleted!.Operation.Outcome);
        Assert.Empty(new Inventory(world).ProblemsOfAddresses(0, 0));
        var gone = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(new DeleteAddressRequest("edge", [rented[0].ReservationId])));
        Assert.Equal("AddressNotFound", gone.Code);
    }

    [Fact]
    public async Task Create_KilledWhenItHasBought_TheNextRunTakesThatBlock()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var first = world.Start();
        first.Calls.Decide = (_, name) => name.StartsWith("packet POST", StringComparison.Ordinal) && name.EndsWith("/ips", StringComparison.Ordinal) ? Interference.KilledAfter : Interference.None;
        Assert.Null(await world.RunAsync(() => first.RunAsync(new CreateAddressRequest("edge", 2))));
        var second = world.Start();

        var result = await world.RunAsync(() => second.RunAsync(new CreateAddressRequest("edge", 2)));

        Assert.Equal(OperationOutcome.Succeeded, result!.Operation.Outcome);
        Assert.Empty(new Inventory(world).ProblemsOfAddresses(1, 1));
        Assert.DoesNotContain(second.Calls.Names, c => c.StartsWith("packet POST", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, w => w.Contains("earlier order", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_KilledOrderOfAnotherSize_IsSettledAndLeftAlone()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var first = world.Start();
        first.Calls.Decide = (_, name) => name.StartsWith("packet POST", StringComparison.Ordinal) && name.EndsWith("/ips", StringComparison.Ordinal) ? Interference.KilledAfter : Interference.None;
        await world.RunAsync(() => first.RunAsync(new CreateAddressRequest("edge", 2)));

        await world.RunAsync(new CreateAddressRequest("edge", 4));

        Assert.Equal([2, 4], (await Operations.AddressesAsync(world)).Where(a => a.Key!.Contains("/ip/", StringComparison.Ordinal)).DistinctBy(a => a.ReservationId).Select(a => a.ReservationSize).Order());
    }

    [Fact]
    public async Task Delete_OfARangesAddresses_IsRefusedAndSaysWhoHasThem()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var ofRange = (await Operations.AddressesAsync(world)).First(a => a.Key!.Contains("/net/", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(new DeleteAddressRequest("edge", [ofRange.ReservationId])));

        Assert.Equal(("edge-public", 0), (ofRange.Network, ofRange.AddressRangeId));
        Assert.Equal(("AddressInUse", ErrorKind.ResourceBusy), (error.Code, error.Kind));
        Assert.Contains("edge-public", error.Message, StringComparison.Ordinal);
        Assert.Contains("Remove-EdgeNetwork", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(new Inventory(world).Reservations);
    }

    [Fact]
    public async Task Create_WhatNoBlockIs_IsRefusedBeforeTheLock()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var process = world.Start();

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(() => process.RunAsync(new CreateAddressRequest("edge", 3))));

        Assert.Equal("AddressRequestInvalid", error.Code);
        Assert.DoesNotContain(process.Calls.Names, c => c.Contains("allocate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_ForMachinesThatStand_IsSaidToBeImpossible()
    {
        await using var world = new TheWorld();
        await world.RunAsync(new CreateRequest(world.Write("standing.yaml", Descriptors.Standing("hostname: node1, address: 192.0.2.10"))));

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(new CreateAddressRequest("edge", 1)));

        Assert.Equal(("AddressesNotSupported", ErrorKind.NotSupported), (error.Code, error.Kind));
        Assert.Empty(await Operations.AddressesAsync(world));
    }

    [Fact]
    public async Task Delete_OfTheProvision_GivesAssignedAddressesBack()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        await world.RunAsync(new CreateAddressRequest("edge", 2));
        var address = (await Operations.AddressesAsync(world)).First(a => a.Key!.Contains("/ip/", StringComparison.Ordinal));
        await world.RunAsync(new AssignAddressRequest("edge", [address.Address!], (await Operations.IdsAsync(world))[0]));

        await world.RunAsync(new DeleteRequest("edge"));

        Assert.Empty(new Inventory(world).Reservations);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task DeleteOfTheProvision_OrderOfSeveralKilledUnderWay_GivesBackWhatComesLater(int killedAt)
    {
        await using var world = new TheWorld(hasEc2: true);
        await OrderAndDieAsync(world, killedAt);

        await world.RunAsync(new DeleteRequest("edge"));

        Assert.Equal(killedAt, Bought(world));
        Assert.Empty(world.Sandbox.Ec2Emulator!.Describe()["addresses"]!.AsArray());
    }

    [Fact]
    public async Task Delete_OfWhatAKilledOrderHasBrought_TheNextOneTakesWhatComesLater()
    {
        await using var world = new TheWorld(hasEc2: true);
        await OrderAndDieAsync(world, killedAt: 2);

        await world.RunAsync(new DeleteAddressRequest("edge", [(await Operations.AddressesAsync(world)).Single().ReservationId]));
        await world.RunAsync(new CreateAddressRequest("edge", 1));
        await world.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(2, Bought(world));
        Assert.Single(world.Sandbox.Ec2Emulator!.Describe()["addresses"]!.AsArray());
    }

    /// <summary>Three addresses, one by one; at that order the process is killed, and the service carries it out later.</summary>
    private static async Task OrderAndDieAsync(TheWorld world, int killedAt)
    {
        await world.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Ec2(1))));
        world.Sandbox.Board.Add(new FaultOrder { Kind = FaultKind.LateAction, Match = new CallMatch { Action = "AllocateAddress" }, Nth = killedAt, DelayMs = 2000 });
        var process = world.Start();
        var orders = 0;
        process.Calls.Decide = (_, name) => name.EndsWith("AllocateAddress", StringComparison.Ordinal) && ++orders == killedAt ? Interference.KilledAfter : Interference.None;
        Assert.Null(await world.RunAsync(() => process.RunAsync(new CreateAddressRequest("edge", 3))));
    }

    private static int Bought(TheWorld world) => world.Sandbox.Ec2Emulator!.Ledger.Entries.Count(e => e.Kind == "address");

    private static async Task<EdgeAddress> FindAsync(TheWorld world, string address) => (await Operations.AddressesAsync(world)).Single(a => a.Address == address);
}
