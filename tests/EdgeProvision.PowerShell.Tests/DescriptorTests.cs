using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

public sealed class DescriptorTests : IDisposable
{
    private const string Bad = "name: lab\nhosts:\n  - im_mad: kvm\n    provision:\n      driver: packet\n      hostnam: x\nnetwork: []\n";
    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeprovision-descriptors-").FullName;

    [Fact]
    public async Task TestEdgeDescriptor_TheTalksDescriptor_IsTrueWithoutAFrontEndAndWarnsOfSystems()
    {
        var file = Path.Combine(StagedModule.Directory, "examples", "fosdem.yaml");

        var result = await _session.RunAsync($"Test-EdgeDescriptor '{file}'");

        Assert.Equal(true, Assert.Single(result.Output).BaseObject);
        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains("fosdem.yaml:14:9: UnsupportedOperatingSystem: os of host fosdem-node1-c7 is 'centos_7' (centos 7), but the playbook static_vxlan supports debian 11, 12, 13; ubuntu 20.04, 22.04, 24.04.", result.Warnings[0], StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-EdgeCloud")).Succeeded().Output);
    }

    [Fact]
    public async Task NewEdgeProvision_OfASystemThatNoRoleSupports_IsRefusedBeforeAnythingIsMade()
    {
        await using var world = new LoopbackWorld(isSandbox: false);
        var file = world.Descriptor("edge", Descriptors.Complete(world, 22).Replace("os: debian_12", "os: ubuntu_16_04", StringComparison.Ordinal));
        await _session.RunAsync(world.Connect);

        foreach (var command in new[] { "Get-EdgeProvisionPlan", "New-EdgeProvision -WhatIf", "New-EdgeProvision" })
        {
            var result = await _session.RunAsync($"{command} '{file}'");

            Assert.Empty(result.Output);
            Assert.Contains("os of host edge-node1 is 'ubuntu_16_04' (ubuntu 16.04), but the playbook default supports debian", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        }

        Assert.Empty(world.World.PacketEmulator.Ledger.Entries);
    }

    [Fact]
    public async Task TestEdgeDescriptor_WithTwoMistakes_IsFalseAndNamesEachWithItsPlace()
    {
        var file = Write("bad.yaml", Bad);

        var result = await _session.RunAsync($"Test-EdgeDescriptor '{file}'");

        Assert.Equal(false, Assert.Single(result.Output).BaseObject);
        Assert.True(result.Errors.Count >= 2, string.Join('\n', result.Errors));
        Assert.All(result.Errors, e => Assert.Matches(@"bad\.yaml:\d+:\d+: error ", e.Exception.Message));
        Assert.All(result.Errors, e => Assert.IsType<Diagnostic>(e.TargetObject));
    }

    [Fact]
    public async Task TestEdgeDescriptor_Detailed_WritesFindingsFromFilesOfThePipeline()
    {
        Write("bad.yaml", Bad);
        var files = new DirectoryInfo(_folder).GetFiles();

        var result = (await _session.RunAsync("$files | Test-EdgeDescriptor -Detailed", new Dictionary<string, object?> { ["files"] = files })).Succeeded();

        Assert.NotEmpty(result.Output);
        Assert.All(result.Output, o => Assert.NotEmpty(Assert.IsType<Diagnostic>(o.BaseObject).Code));
    }

    [Fact]
    public async Task TestEdgeDescriptor_OfNoFile_IsAnError()
    {
        var missing = await _session.RunAsync($"Test-EdgeDescriptor '{_folder}/none.yaml'");
        var unmatched = await _session.RunAsync($"Test-EdgeDescriptor '{_folder}/*.none'");

        Assert.Equal(false, Assert.Single(missing.Output).BaseObject);
        Assert.NotEmpty(missing.Errors);
        Assert.Equal(["DescriptorNotFound"], unmatched.ErrorIds);
    }

    [Fact]
    public async Task TestEdgeDescriptor_RelativeToTheSessionsLocation_FindsTheFile()
    {
        Write("lab.yaml", "name: lab\n");

        Assert.Equal(true, (await _session.RunAsync($"$ExecutionContext.SessionState.Path.SetLocation('{_folder}').Path.Length -gt 0 -and (Test-EdgeDescriptor ./lab.yaml)")).Single.BaseObject);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
