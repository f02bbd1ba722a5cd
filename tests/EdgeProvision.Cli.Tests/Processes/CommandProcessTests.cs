using System.Text.Json.Nodes;

namespace EdgeProvision.Cli.Tests.Processes;

/// <summary>The command as users run it, against an emulated front-end and provider.</summary>
public sealed class CommandProcessTests : IAsyncDisposable
{
    private readonly CommandLab _lab = new();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Validate_GoodDescriptor_IsSilent()
    {
        var result = await _lab.RunAsync("validate", _lab.WriteDescriptor());
        Assert.Equal(new CommandResult(0, "", ""), result);
        _lab.AssertNothingLeft();
    }

    [Fact]
    public async Task Validate_SystemsThatThePlaybookDoesNotSupport_AreWarnedOf()
    {
        var result = await _lab.RunAsync("validate", Path.Combine(AppContext.BaseDirectory, "examples", "fosdem.yaml"));
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains("fosdem.yaml:14:9: warning UnsupportedOperatingSystem: os of host fosdem-node1-c7 is 'centos_7'", result.Error, StringComparison.Ordinal);
        Assert.Contains("fosdem.yaml:28:11: warning UnsupportedOperatingSystem: os of host fosdem-node2-u1804 is 'ubuntu_18_04'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_Dump_PrintsTheDescriptorWithoutSecrets()
    {
        var result = await _lab.RunAsync("validate", "--dump", _lab.WriteDescriptor(token: "very-secret-token"));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("hostname: edge-node1", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret-token", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_BadDescriptor_NamesEveryErrorWithItsPlace()
    {
        var file = _lab.Write("bad.yaml", "name: bad\nhosts:\n  - im_mad: kvm\n    provision:\n      driver: packet\nnetworks:\n  - name: x\n");
        var result = await _lab.RunAsync("validate", file);
        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("ERROR: There is an error in your configuration file: ", result.Error, StringComparison.Ordinal);
        Assert.Matches($"(?m)^{file}:3:\\d+: error .*vm_mad", result.Error);
        Assert.Matches($"(?m)^{file}:7:\\d+: error .*vn_mad", result.Error);
    }

    [Fact]
    public async Task Create_MissingFile_Is255AndMakesNothing()
    {
        var result = await _lab.RunAsync("create", "nowhere.yaml");
        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.Contains("'nowhere.yaml' does not exist", result.Error, StringComparison.Ordinal);
        _lab.AssertNothingLeft();
    }

    [Fact]
    public async Task List_EmptyZone_IsTheHeaderAlone()
    {
        var result = await _lab.RunAsync("list");
        Assert.Equal(new CommandResult(0, "                                  ID NAME            CLUSTERS HOSTS VNETS DATASTORES STAT\n", ""), result);
    }

    [Fact]
    public async Task List_EmptyZoneAsJson_IsAnEmptyList()
    {
        var result = await _lab.RunAsync("list", "-j");
        Assert.Empty(JsonNode.Parse(result.Output)!.AsArray());
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("delete")]
    [InlineData("configure")]
    [InlineData("log")]
    public async Task AnyCommand_UnknownProvision_Is255(string command)
    {
        var result = await _lab.RunAsync(command, "nobody");
        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("ERROR: There is no provision with the name or id 'nobody'.\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_FrontEndDown_Is255WithTheAddress()
    {
        await _lab.StopFrontEndAsync();
        var result = await _lab.RunAsync("list");
        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.Matches(@"^ERROR: .*127\.0\.0\.1:\d+", result.Error);
        Assert.DoesNotContain("right-password", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WrongPassword_Is255WithoutShowingIt()
    {
        _lab.Login("oneadmin:wrong-password");
        var result = await _lab.RunAsync("list");
        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("ERROR: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ProviderUnreachable_Is255AndMakesNothing()
    {
        var result = await _lab.RunAsync("create", _lab.WriteDescriptor(endpoint: $"http://127.0.0.1:{CommandLab.ClosedPort()}"), "--batch");
        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.Matches(@"ERROR: .*127\.0\.0\.1", result.Error);
        _lab.AssertNothingLeft();
    }

    [Fact]
    public async Task Create_WrongToken_Is255WithoutShowingItAndMakesNothing()
    {
        var result = await _lab.RunAsync("create", _lab.WriteDescriptor(token: "wrong-secret-token"), "-D");
        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.Contains("ERROR: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("401", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret-token", result.Error, StringComparison.Ordinal);
        _lab.AssertNothingLeft();
    }

    [Fact]
    public async Task Create_RefusedByTheProviderWithCleanup_Is255AndLeavesNothing()
    {
        var result = await _lab.RunAsync("create", _lab.WriteDescriptor(plan: "baremetal_0\n    billing_cycle: fortnightly"), "--fail-cleanup");
        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.Contains("ERROR: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("billing_cycle fortnightly", result.Error, StringComparison.Ordinal);
        Assert.Empty(_lab.Packet.Ledger.Entries);
        _lab.AssertNothingLeft();
    }

    [Theory]
    [InlineData()]
    [InlineData("--dry-run")]
    public async Task Create_UnknownPlan_Is255AndSaysWhereAndWhatThereIs(params string[] options)
    {
        var path = _lab.WriteDescriptor(plan: "baremetal_9");
        var result = await _lab.RunAsync(["create", path, .. options]);
        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"ERROR: There is an error in your configuration file: {path}\n{path}:13:11: error NotOffered: plan is 'baremetal_9'", result.Error, StringComparison.Ordinal);
        Assert.Contains("baremetal_0 (t1.small.x86)", result.Error, StringComparison.Ordinal);
        _lab.AssertNothingLeft();
    }

    [Fact]
    public async Task Validate_OfAPipeByName_IsRefusedAtOnceAndFromStandardInputIsRead()
    {
        var result = await _lab.RunAsync("validate", "/dev/zero");
        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.Contains("error NotAFile: '/dev/zero' is a character device", result.Error, StringComparison.Ordinal);

        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", $"cat '{_lab.WriteDescriptor()}' | dotnet '{Path.Combine(CommandLab.CommandDirectory, "oneprovision.dll")}' validate /dev/stdin"]))!;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        _lab.AssertNothingLeft();
    }

    [Fact]
    public async Task Create_DryRun_ShowsThePlanAndMakesNothing()
    {
        var result = await _lab.RunAsync("create", "--dry-run", _lab.WriteDescriptor());
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("rents 1, releases 0. Nothing was changed.", result.Output, StringComparison.Ordinal);
        _lab.AssertNothingLeft();
    }

    [Fact]
    public async Task UnknownCommand_PrintsHelpAndIs255()
    {
        var result = await _lab.RunAsync("frobnicate");
        Assert.Equal(255, result.ExitCode);
        Assert.Contains("create <file>", result.Output, StringComparison.Ordinal);
        Assert.Equal("ERROR: There is no command 'frobnicate'\n", result.Error);
    }

    [Fact]
    public async Task SandboxStatus_RunsTheProgramBeside()
    {
        var result = await _lab.RunAsync("sandbox", "status", "--state-dir", _lab.Home);
        Assert.Equal(new CommandResult(0, "No sandbox is running.\n", ""), result);
    }

    [Fact]
    public async Task SandboxStop_TakesTheIdWithAndWithoutItsOption()
    {
        foreach (var words in new string[][] { ["sandbox", "stop", "lab9"], ["sandbox", "stop", "--id", "lab9"], ["sandbox", "stop", "lab9", "--id", "lab9"] })
            Assert.Equal(new CommandResult(0, "No sandbox 'lab9' is running.\n", ""), await _lab.RunAsync([.. words, "--state-dir", _lab.Home]));

        var two = await _lab.RunAsync("sandbox", "start", "lab9", "--id", "lab8", "--state-dir", _lab.Home);
        Assert.Equal((255, ""), (two.ExitCode, two.Output));
        Assert.Contains("Two ids are given: 'lab9' and, by --id, 'lab8'.", two.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SandboxStart_OfWhatCannotBeAnId_SaysWhatCan()
    {
        var result = await _lab.RunAsync("sandbox", "start", "My Lab", "--state-dir", _lab.Home);
        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.Contains("an id is 1 to 32 lower-case letters (a to z), digits and hyphens, and begins with a letter or digit. 'my-lab' would do.", result.Error, StringComparison.Ordinal);
    }
}
