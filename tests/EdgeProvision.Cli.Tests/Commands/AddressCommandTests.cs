using System.Text.Json.Nodes;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tests.Commands;

/// <summary><c>oneprovision address</c>: what reaches the engine, and what is shown of it.</summary>
public sealed class AddressCommandTests
{
    [Fact]
    public async Task List_ShowsWhereAddressesLeadAndWhoHasThem()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("address list --csv"));
        Assert.Equal("ADDRESS,STAT,HOST,LEASE,VNET,PROVISION\n198.18.0.0,assigned,3 192.0.2.10,vm 12,edge-public,edge\n198.18.0.1,free,-,-,-,edge\n", bench.Output);
    }

    [Fact]
    public async Task List_Json_IsWholeObjects()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("address list -j"));
        var first = JsonNode.Parse(bench.Output)!.AsArray()[0]!;
        Assert.Equal(("198.18.0.0", "Assigned", "r-1", 12), ((string)first["address"]!, (string)first["state"]!, (string)first["reservationId"]!, (int)first["virtualMachineId"]!));
    }

    [Fact]
    public async Task Create_AllOptions_ReachTheEngine()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("address create edge --count 4 --type global_ipv4 --host node4"));
        var request = Assert.IsType<CreateAddressRequest>(Assert.Single(bench.Engine.Requests));
        Assert.Equal(("edge", 4, "global_ipv4", 4), (request.Provision, request.Count, request.Type, request.HostId));
    }

    [Fact]
    public async Task Create_WhatWasRented_IsPrintedAndNoMachineIsSpokenOf()
    {
        const string step = "addresses/id-edge/ip/node4/0";
        using var bench = new CommandBench
        {
            Engine = new ScriptedEngine
            {
                Run = (_, observer, _, _) =>
                {
                    observer.OnEvent(new OperationEvent.Started("op", new Plan("address create", "edge", null, [new PlanStep(step, "ReserveAddresses", "n", "Rent 1 public address", PlanEffect.Rent, [])], [])));
                    var result = ScriptedEngine.Result(OperationOutcome.Succeeded, null);
                    return Task.FromResult(result with { Operation = result.Operation with { Steps = [new OperationStep(step, "Rent 1 public address", StepOutcome.Done, TimeSpan.Zero, TimeSpan.Zero, null)] } });
                },
            },
        };
        Assert.Equal(0, await bench.RunAsync("address create edge"));
        Assert.Equal(("198.18.0.0\n", ""), (bench.Output, bench.Error));
    }

    [Theory]
    [InlineData("address delete 198.18.0.1", "WARNING: address delete 198.18.0.1: nobody can be asked")]
    [InlineData("address delete 198.18.0.1 --batch", null)]
    [InlineData("vnet delete 30", "WARNING: vnet delete 30: nobody can be asked")]
    [InlineData("vnet delete 30 --batch", null)]
    public async Task Delete_WhereNobodyCanBeAsked_SaysSo(string line, string? told)
    {
        using var bench = Bench();
        await bench.RunAsync(line);
        if (told is null)
            Assert.DoesNotContain("nobody can be asked", bench.Error, StringComparison.Ordinal);
        else
            Assert.Contains(told, bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assign_ByAddressOrReservation_IsOneOperation()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("address assign r-1 node4"));
        Assert.Equal(0, await bench.RunAsync("address unassign 198.18.0.0"));
        var (assigned, ended) = (Assert.IsType<AssignAddressRequest>(bench.Engine.Requests[0]), Assert.IsType<AssignAddressRequest>(bench.Engine.Requests[1]));
        Assert.Equal(("id-edge", 4), (assigned.Provision, assigned.HostId));
        Assert.Equal(["198.18.0.0", "198.18.0.1"], assigned.Addresses);
        Assert.Null(ended.HostId);
        Assert.Equal(["198.18.0.0"], ended.Addresses);
    }

    [Fact]
    public async Task Delete_TwoOfOneReservationAndOneThatIsNotThere_GivesItBackOnceAndFails()
    {
        using var bench = Bench();
        Assert.Equal(255, await bench.RunAsync("address delete 198.18.0.0,192.0.2.1,198.18.0.1"));
        Assert.Equal(["r-1"], Assert.IsType<DeleteAddressRequest>(Assert.Single(bench.Engine.Requests)).Reservations);
        Assert.Contains("192.0.2.1", bench.Error, StringComparison.Ordinal);
    }

    private static CommandBench Bench() => new() { Engine = new ScriptedEngine { Provisions = [ScriptedEngine.Provision("edge", ScriptedEngine.Host(4, "edge"))] } };
}
