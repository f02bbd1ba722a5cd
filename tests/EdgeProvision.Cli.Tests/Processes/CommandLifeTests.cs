namespace EdgeProvision.Cli.Tests.Processes;

/// <summary>A provision whose machine is rented and never answers: kept, shown, removed, cleaned up.</summary>
public sealed class CommandLifeTests : IAsyncDisposable
{
    private readonly CommandLab _lab = new();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Create_HostNeverAnswers_KeepsEverythingAndDeleteRemovesIt()
    {
        var file = _lab.WriteDescriptor();
        var created = await _lab.RunAsync("create", file, "-d", "--ping-timeout", "1", "--ping-retries", "2");
        Assert.True(created.ExitCode == 255, created.ToString());
        Assert.Equal("", created.Output);
        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d INFO  : Creating provision objects$", created.Error);
        Assert.Contains("INFO  : Deploying", created.Error, StringComparison.Ordinal);
        Assert.Contains("ERROR: HOST ", created.Error, StringComparison.Ordinal);
        Assert.Matches(@"What stands is kept, and what is rented costs money: host \d+ \(edge-node1\) with machine [0-9a-f-]{36} at packet\.", created.Error);
        Assert.Contains($"oneprovision create {file}", created.Error, StringComparison.Ordinal);
        Assert.Contains("oneprovision delete edge", created.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("right-token", created.Error, StringComparison.Ordinal);

        var listed = await _lab.RunAsync("list", "--csv", "-l", "NAME,HOSTS,VNETS,DATASTORES,STAT");
        Assert.Equal("NAME,HOSTS,VNETS,DATASTORES,STAT\nedge,1,1,1,pending\n", listed.Output.Replace("error", "pending", StringComparison.Ordinal));
        var hosts = await _lab.RunAsync("host", "list", "-l", "NAME,PROVIDER,STAT", "--csv");
        Assert.Equal("NAME,PROVIDER,STAT\n127.77.0.2,packet,off\n", hosts.Output);
        Assert.Contains("create  failed after", (await _lab.RunAsync("log", "edge")).Output, StringComparison.Ordinal);
        Assert.Contains("PROVISION ", (await _lab.RunAsync("show", "edge")).Output, StringComparison.Ordinal);

        var deleted = await _lab.RunAsync("delete", "edge", "-d");
        Assert.True(deleted.ExitCode == 0, deleted.ToString());
        Assert.Contains("INFO  : Deleting provision ", deleted.Error, StringComparison.Ordinal);
        Assert.Single(_lab.Packet.Ledger.Entries);
        _lab.AssertNothingLeft();
    }

    [Fact]
    public async Task Create_ReservedHardwareThatEndsByItself_ShowsBothAndWhatTheProviderDoes()
    {
        var file = _lab.WriteDescriptor(plan: "baremetal_0\n    hardware_reservation: next-available\n    termination_time: 8h");
        var none = await _lab.RunAsync("create", file);
        Assert.Equal((255, ""), (none.ExitCode, none.Output));
        Assert.Matches(@"edge\.yaml:\d+:\d+: error ReservedHardwareNotFree: hardware_reservation of edge-node1 is 'next-available', but at packet .* the project has reserved no hardware", none.Error);
        Assert.Empty(_lab.Packet.Ledger.Entries);
        _lab.AssertNothingLeft();

        var reserved = _lab.Packet.Reserve("baremetal_0", "ams1");
        var planned = await _lab.RunAsync("create", file, "--dry-run");
        Assert.Contains("Rent baremetal_0 (reserved hardware, any that is free) with debian_12 in ams1 at packet for edge-node1, to end by itself 8 h after it was made", planned.Output, StringComparison.Ordinal);

        var created = await _lab.RunAsync("create", file, "-D", "--ping-timeout", "1", "--ping-retries", "1");
        Assert.Matches("edge-node1: machine [0-9a-f-]{36}( is provisioning)?: Provisioning started", created.Error);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(created.Error, "is active: Device is active"));
        Assert.Contains("edge-node1: to end by itself 8 h after it was made (termination_time). The provider takes the machine away", created.Error, StringComparison.Ordinal);
        Assert.Contains($"\"device\":\"{_lab.Packet.Ledger.Entries[0].Id}\"", _lab.Packet.Describe()["hardware"]!.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal(0, (await _lab.RunAsync("delete", "edge")).ExitCode);
        Assert.Contains($"\"id\":\"{reserved}\",\"plan\":\"baremetal_0\",\"facility\":\"ams1\",\"device\":null", _lab.Packet.Describe()["hardware"]!.ToJsonString(), StringComparison.Ordinal);
        _lab.AssertNothingLeft();
    }

    [Fact]
    public async Task Ssh_OfAHostThatIsSwitchedOff_IsRefusedAtOnceWithTheCommandThatStartsIt()
    {
        await _lab.RunAsync("create", _lab.WriteDescriptor(), "--ping-timeout", "1", "--ping-retries", "1");
        var off = await _lab.RunAsync("host", "poweroff", "edge-node1");
        Assert.True(off.ExitCode == 0, off.ToString());

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var result = await _lab.RunAsync("host", "ssh", "edge-node1", "true");

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
        Assert.True(result.ExitCode == 255, result.ToString());
        Assert.Matches(@"^ERROR: Host (\d+) \(edge-node1\) is switched off\.\n.*oneprovision host resume \1", result.Error);
    }

    [Fact]
    public async Task Create_HostNeverAnswersWithCleanup_IsRemovedAgain()
    {
        var result = await _lab.RunAsync("create", _lab.WriteDescriptor(), "--ping-timeout", "1", "--ping-retries", "2", "--fail-cleanup");
        Assert.True(result.ExitCode == 255, result.ToString());
        Assert.Contains("Nothing of the provision is left.", result.Error, StringComparison.Ordinal);
        Assert.Single(_lab.Packet.Ledger.Entries);
        _lab.AssertNothingLeft();
    }
}
