using System.Text.Json.Nodes;
using EdgeProvision.Engine;

namespace EdgeProvision.Cli.Tests.Commands;

public sealed class ReadingCommandTests
{
    [Fact]
    public async Task List_Provisions_HasTheOriginalsColumns()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("list"));
        Assert.Equal(
            """
                                              ID NAME            CLUSTERS HOSTS VNETS DATASTORES STAT
                                         edge-id edge                   1     1     1          1 configured

            """.ReplaceLineEndings("\n"),
            bench.Output);
    }

    [Fact]
    public async Task Show_Provision_HasTheOriginalsSections()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("show edge"));
        Assert.Equal(
            "PROVISION edge-id INFORMATION".PadRight(80) + "\nID      : edge-id\nNAME    : edge\nSTATUS  : configured\n\nCLUSTERS\n100\n\nHOSTS\n4\n\nVNETS\n30\n\nDATASTORES\n110\n",
            bench.Output);
    }

    [Fact]
    public async Task HostList_Default_ShowsWhatTheHostHas()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("host list"));
        Assert.Equal(
            """
              ID NAME            CLUSTER     ALLOCATED_CPU      ALLOCATED_MEM PROVIDER STAT
               4 147.75.0.4      edge         0 / 400 (0%)     0K / 7.8G (0%) packet   on

            """.ReplaceLineEndings("\n"),
            bench.Output);
    }

    [Fact]
    public async Task HostList_ColumnsWithoutTheFiltersOwn_Works()
    {
        // The original failed here: its default filter needs a column that was not chosen.
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("host list -l ID,HOSTNAME --csv"));
        Assert.Equal("ID,HOSTNAME\n4,node4\n", bench.Output);
    }

    [Fact]
    public async Task HostList_Kilobytes_LeavesAmountsAsTheyAre()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("host list -k -l ALLOCATED_MEM --csv --no-header"));
        Assert.Equal("0 / 8178892 (0%)\n", bench.Output);
    }

    [Fact]
    public async Task HostList_Xml_IsRefusedRatherThanATable()
    {
        using var bench = Bench();
        Assert.Equal((255, ""), (await bench.RunAsync("host list -x"), bench.Output));
        Assert.Contains("--json", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostTop_UntilInterrupted_ShowsTheTable()
    {
        using var stop = new CancellationTokenSource();
        using var bench = Bench();
        var running = bench.RunAsync("host top -d 2 --csv -l ID", stop.Token);
        while (bench.Output.Length == 0 && !running.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        Assert.Equal(255, await running);
        Assert.Equal("ID\n4\n", bench.Output);
    }

    [Theory]
    [InlineData("cluster list --csv", "ID,NAME,HOSTS,VNETS,DATASTORES\n100,edge,1,1,1\n")]
    [InlineData("datastore list --csv", "ID,NAME,SIZE,AVAIL,CLUSTERS,IMAGES,TYPE,DS,TM,STAT\n110,edge-ds,2G,50%,100,2,img,fs,ssh,on\n")]
    [InlineData("vnet list --csv", "ID,USER,GROUP,NAME,CLUSTERS,BRIDGE,LEASES\n30,oneadmin,oneadmin,edge-net,100,br0,0\n")]
    public async Task ObjectLists_Csv_ShowWhatIsThere(string line, string expected)
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync(line));
        Assert.Equal(expected, bench.Output);
    }

    [Fact]
    public async Task Lists_Json_AreWholeObjects()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("host list -j"));
        var host = Assert.Single(JsonNode.Parse(bench.Output)!.AsArray());
        Assert.Equal(("node4", "Ready", 4), ((string)host!["hostname"]!, (string)host["state"]!, (int)host["id"]!));
    }

    [Theory]
    [InlineData("cluster list -j", 100, "edge", "hostCount")]
    [InlineData("datastore list -j", 110, "edge-ds", "transferDriver")]
    [InlineData("vnet list -j", 30, "edge-net", "bridge")]
    [InlineData("list -j", null, "edge", "networks")]
    public async Task Lists_Json_AreWhatTheyList(string command, int? id, string name, string property)
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync(command));
        var item = Assert.Single(JsonNode.Parse(bench.Output)!.AsArray())!.AsObject();
        if (id is not null)
            Assert.Equal(id, (int)item["id"]!);
        Assert.Equal(name, (string)item["name"]!);
        Assert.True(item.ContainsKey(property), bench.Output);
    }

    [Theory]
    [InlineData("host list -j -f NAME=zzz", 0)]
    [InlineData("host list -j -f NAME=147.75.0.4", 1)]
    public async Task Lists_Json_AreFilteredLikeTheTable(string command, int count)
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync(command));
        Assert.Equal(count, JsonNode.Parse(bench.Output)!.AsArray().Count);
    }

    [Fact]
    public async Task Show_Json_HasHostsAndState()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("show --json edge-id"));
        Assert.Equal("147.75.0.4", (string)JsonNode.Parse(bench.Output)!["hosts"]![0]!["address"]!);
    }

    [Fact]
    public async Task Log_Operation_ShowsItsTimeline()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("log edge"));
        Assert.StartsWith("1970-01-01 00:00:00Z  create  failed after 61.5 s  oneadmin on here  op\n", bench.Output, StringComparison.Ordinal);
        Assert.Contains("1.0 s      2.3 s  failed     Rent node1\n", bench.Output, StringComparison.Ordinal);
        Assert.Contains("no stock", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KnownHosts_Provision_PrintsTheLines()
    {
        using var bench = Bench();
        Assert.Equal(0, await bench.RunAsync("known-hosts edge"));
        Assert.Equal("147.75.0.1 ssh-ed25519 AAAA\n", bench.Output);
        Assert.Equal("", bench.Error);
    }

    [Fact]
    public async Task KnownHosts_WhereSshMustBeToldAnAddress_SaysSoBesideTheLinesAndPrintsTheOthersWhenAsked()
    {
        using var bench = Bench();
        bench.Engine.SshConfigLines = ["Host provision-a", "    HostName 2001:db8::1"];
        Assert.Equal(0, await bench.RunAsync("known-hosts edge"));
        Assert.Equal("147.75.0.1 ssh-ed25519 AAAA\n", bench.Output);
        Assert.Contains("oneprovision known-hosts edge --ssh-config", bench.Error, StringComparison.Ordinal);

        using var asked = Bench();
        asked.Engine.SshConfigLines = bench.Engine.SshConfigLines;
        Assert.Equal(0, await asked.RunAsync("known-hosts edge --ssh-config"));
        Assert.Equal("Host provision-a\n    HostName 2001:db8::1\n", asked.Output);
        Assert.Equal("", asked.Error);
    }

    [Theory]
    [InlineData("unlock edge", 255, "")]
    [InlineData("unlock edge --force", 0, "The lock of provision edge was held by oneadmin on here (create) and is removed.\n")]
    [InlineData("unlock other --force", 0, "Nobody holds the lock of provision other.\n")]
    public async Task Unlock_NeedsForce(string line, int code, string output)
    {
        using var bench = Bench();
        Assert.Equal(code, await bench.RunAsync(line));
        Assert.Equal(output, bench.Output);
    }

    [Fact]
    public async Task ObjectDelete_SeveralWithOneRefused_DeletesTheRestAndIs255()
    {
        using var bench = Bench();
        Assert.Equal(255, await bench.RunAsync("datastore delete -d 0,edge-ds,112..113"));
        Assert.Equal([(ProvisionObjectKind.Datastore, 110), (ProvisionObjectKind.Datastore, 112), (ProvisionObjectKind.Datastore, 113)], bench.Engine.Deleted);
        Assert.Contains("INFO  : Deleting datastore 110", bench.Error, StringComparison.Ordinal);
        Assert.Contains("ERROR: The object 0 belongs to no provision", bench.Error, StringComparison.Ordinal);
        Assert.Equal("DATASTORE 110: deleted\nDATASTORE 112: deleted\nDATASTORE 113: deleted\n", bench.Output);
    }

    [Fact]
    public async Task ObjectDelete_RefusedOnATerminal_DeletesNothing()
    {
        using var bench = new CommandBench { Typed = "n\n", Engine = new ScriptedEngine { Provisions = [ScriptedEngine.Provision("edge")] } };
        Assert.Equal(255, await bench.RunAsync("vnet delete 30"));
        Assert.Empty(bench.Engine.Deleted);
    }

    [Fact]
    public async Task AnyCommand_ConnectionWarning_IsShown()
    {
        using var bench = new CommandBench { Engine = new ScriptedEngine { ConnectionWarnings = ["in clear"] } };
        Assert.Equal(0, await bench.RunAsync("list --no-header"));
        Assert.Equal("WARNING: in clear\n", bench.Error);
    }

    private static CommandBench Bench() => new() { Engine = new ScriptedEngine { Provisions = [ScriptedEngine.Provision("edge", ScriptedEngine.Host(4, "edge"))] } };
}
