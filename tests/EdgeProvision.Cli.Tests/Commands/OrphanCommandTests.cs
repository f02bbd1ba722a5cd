using System.Text.Json.Nodes;
using EdgeProvision.Engine.Orphans;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tests.Commands;

/// <summary><c>oneprovision orphan</c>: what is shown, what reaches the engine, and that one failure hides nothing else.</summary>
public sealed class OrphanCommandTests
{
    private const string Gone = "8fc831e6-9066-4c57-9ee4-4b11fea98f00";
    private readonly List<string> _removed = [];

    [Fact]
    public async Task List_ShowsAgeAndCost()
    {
        using var bench = Bench();

        Assert.Equal(0, await bench.RunAsync("orphan list --csv"));

        Assert.Equal("KIND,NAME,PROVIDER,LOCATION,AGE,PER_HOUR,ID\nnetwork,vpc-1,ec2,eu-central-1,-,-,vpc-1\ndevice,edge-node1,packet,-,3d 4h,0.07 USD,d-1\naddresses,198.18.0.0,packet,-,0h 5m,-,r-1\n", bench.Output);
    }

    [Fact]
    public async Task List_Json_IsWholeObjects()
    {
        using var bench = Bench();

        Assert.Equal(0, await bench.RunAsync("orphan list -j"));

        var device = JsonNode.Parse(bench.Output)!.AsArray()[1]!;
        Assert.Equal(("Device", "d-1", Gone, 5.32m), ((string)device["kind"]!, (string)device["id"]!, (string)device["provisionId"]!, (decimal)device["costSoFar"]!));
    }

    [Fact]
    public async Task List_OneProviderDoesNotAnswer_ShowsTheOthers()
    {
        using var bench = Bench(failing: "ec2");

        Assert.Equal(0, await bench.RunAsync("orphan list --csv --no-header -l ID"));

        Assert.Equal("d-1\nr-1\n", bench.Output);
        Assert.Contains("ec2 does not answer", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OneRegionCannotBeAsked_ShowsTheOthersAndNamesIt()
    {
        using var bench = Bench(unseen: "eu-west-1");

        Assert.Equal(0, await bench.RunAsync("orphan list --csv --no-header -l ID,LOCATION"));

        Assert.StartsWith("vpc-1,eu-central-1\nd-1,", bench.Output, StringComparison.Ordinal);
        Assert.Contains("the region eu-west-1 of ec2", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_RegionsAreNotTold_Warns()
    {
        using var bench = Bench(warning: "Only the region us-east-1 of ec2 was looked at.");

        Assert.Equal(0, await bench.RunAsync("orphan list --csv --no-header -l ID"));

        Assert.Equal("vpc-1\nd-1\nr-1\n", bench.Output);
        Assert.Contains("Only the region us-east-1 of ec2 was looked at.", bench.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-west-1", "at the providers that have answered")]
    [InlineData(null, "There is no orphan with the id x-9.")]
    public async Task Delete_NotFound_SaysWhetherEverythingWasLookedAt(string? unseen, string said)
    {
        using var bench = Bench(unseen: unseen);

        Assert.Equal(255, await bench.RunAsync("orphan delete x-9"));

        Assert.Contains(said, bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Several_MachinesGoBeforeAddressesAndNetworks()
    {
        using var bench = Bench();

        Assert.Equal(0, await bench.RunAsync("orphan delete vpc-1,r-1,d-1"));

        Assert.Equal(["d-1", "r-1", "vpc-1"], _removed);
    }

    [Fact]
    public async Task Delete_OneIsRefusedAndOneIsNotThere_TheOthersGo()
    {
        using var bench = Bench(refusing: "d-1");

        Assert.Equal(255, await bench.RunAsync("orphan delete -j d-1,x-9,r-1"));

        Assert.Equal(["r-1"], _removed);
        var results = JsonNode.Parse(bench.Output)!.AsArray().ToDictionary(r => (string)r!["name"]!, r => ((bool)r!["deleted"]!, (string?)r["error"]?["code"]));
        Assert.Equal((false, "OrphanHasProvision"), results["d-1"]);
        Assert.Equal((false, "OrphanNotFound"), results["x-9"]);
        Assert.Equal((true, null), results["r-1"]);
    }

    [Theory]
    [InlineData("n", 255, 0)]
    [InlineData("y", 0, 1)]
    public async Task Delete_AtATerminal_AsksAndNamesTheProvision(string answer, int code, int removed)
    {
        using var bench = Bench(typed: answer);

        Assert.Equal(code, await bench.RunAsync("orphan delete d-1"));

        Assert.Equal(removed, _removed.Count);
        Assert.Contains($"Remove device edge-node1 (d-1) at packet of provision {Gone}? [y/N]", bench.Error, StringComparison.Ordinal);
    }

    private CommandBench Bench(string? failing = null, string? refusing = null, string? typed = null, string? unseen = null, string? warning = null) => new()
    {
        Typed = typed,
        Engine = new ScriptedEngine
        {
            Orphans = provider => provider == failing ? throw new EdgeException("ProviderUnreachable", ErrorKind.Unreachable, $"{provider} does not answer.")
                : provider == "ec2" ? new OrphanReport([new EdgeOrphan(EdgeOrphanKind.Network, "vpc-1", "vpc-1", "ec2", Gone) { Location = "eu-central-1", Region = "eu-central-1" }])
                {
                    Failures = unseen is null ? [] : [new EdgeException("ProviderNotAuthorized", ErrorKind.AccessDenied, $"What there is in the region {unseen} of ec2 is not known.")],
                    Warning = warning,
                }
                : new OrphanReport(
                [
                    new EdgeOrphan(EdgeOrphanKind.Device, "edge-node1", "d-1", "packet", Gone) { Age = new TimeSpan(3, 4, 0, 0), HourlyCost = 0.07m, Currency = "USD" },
                    new EdgeOrphan(EdgeOrphanKind.Addresses, "198.18.0.0", "r-1", "packet", Gone) { Age = TimeSpan.FromMinutes(5), Count = 2 },
                ]),
            RemoveOrphan = orphan =>
            {
                if (orphan.Id == refusing)
                    throw new EdgeException("OrphanHasProvision", ErrorKind.Refused, "It has one.");
                lock (_removed)
                    _removed.Add(orphan.Id);
                return Task.CompletedTask;
            },
        },
    };
}
