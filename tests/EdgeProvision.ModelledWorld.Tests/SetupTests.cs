using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Setup;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>A front-end is set up for public addresses, and is what it was when that is taken away.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class SetupTests : IAsyncDisposable
{
    private const string Conf = "IPAM_MAD = [ EXECUTABLE = \"one_ipam\", ARGUMENTS = \"-t 1 -i dummy\" ]\n";

    private readonly TheWorld _world = new();
    private readonly SetupRequest _request;

    public SetupTests()
    {
        _request = new SetupRequest(["/opt/my tools/oneprovision"]) { OnedConf = Path.Combine(_world.Folder, "oned.conf"), Remotes = Path.Combine(_world.Folder, "remotes") };
        File.WriteAllText(_request.OnedConf, Conf);
        Directory.CreateDirectory(Path.Combine(_request.Remotes, "ipam", "dummy"));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Apply_ThenRemove_LeavesWhatWasThere()
    {
        var plan = await ApplyAsync(_request);

        Assert.Equal(
            ["ipam/ec2", "ipam/packet", "vnm/alias_sdnat", "hooks/alias_ip"],
            Files().Select(f => Path.GetDirectoryName(f)!).Distinct().OrderBy(f => Array.IndexOf(["ipam/ec2", "ipam/packet", "vnm/alias_sdnat", "hooks/alias_ip"], f)));
        Assert.Equal(5 + 5 + 4 + 1, Files().Count);
        Assert.Equal(
            "#!/bin/sh\n# EdgeProvision: OpenNebula's IPAM driver packet. Written by `oneprovision setup`.\nexec '/opt/my tools/oneprovision' ipam get_address \"$@\"\n",
            await File.ReadAllTextAsync(Script("ipam/packet/get_address"), TestContext.Current.CancellationToken));
        Assert.True(File.GetUnixFileMode(Script("vnm/alias_sdnat/post")).HasFlag(UnixFileMode.OtherExecute));
        Assert.Contains("-i dummy,packet,ec2", await File.ReadAllTextAsync(_request.OnedConf, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(Conf, await File.ReadAllTextAsync(_request.OnedConf + ".before-edgeprovision", TestContext.Current.CancellationToken));
        Assert.Equal(["alias_ip_running", "alias_ip_hotplug", "alias_ip_done"], (await HooksAsync()).Select(h => h.Name));
        Assert.Contains("restart", plan.Note, StringComparison.Ordinal);
        Assert.True((await PlanAsync(_request)).IsEmpty);

        await ApplyAsync(_request with { Remove = true });

        Assert.Equal(Conf, await File.ReadAllTextAsync(_request.OnedConf, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(_request.OnedConf + ".before-edgeprovision"));
        Assert.Empty(Files());
        Assert.True(Directory.Exists(Path.Combine(_request.Remotes, "ipam", "dummy")));
        Assert.False(Directory.Exists(Path.Combine(_request.Remotes, "ipam", "packet")));
        Assert.Empty(await HooksAsync());
        Assert.True((await PlanAsync(_request with { Remove = true })).IsEmpty);
    }

    [Fact]
    public async Task Apply_WhereTheOriginalIs_TakesItsPlaceAndGivesItBack()
    {
        const string original = "#!/usr/bin/env ruby\n";
        Directory.CreateDirectory(Path.GetDirectoryName(Script("ipam/packet/get_address"))!);
        await File.WriteAllTextAsync(Script("ipam/packet/get_address"), original, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Script("ipam/packet/get_address"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
        using var front = _world.Administrator();
        await _world.RunAsync(() => front.Hooks.AllocateAsync(
            "NAME=\"addresses-end\"\nTYPE=\"state\"\nCOMMAND=\"alias_ip/alias_ip.rb\"\nRESOURCE=\"VM\"\nON=\"DONE\"\nARGUMENTS=\"$TEMPLATE\"\nARGUMENTS_STDIN=\"yes\"\n", CancellationToken.None));

        var plan = await ApplyAsync(_request);
        Assert.Contains(plan.Changes, c => c.Difference.Contains("-#!/usr/bin/env ruby\n", StringComparison.Ordinal));
        Assert.Equal(3, (await HooksAsync()).Count);
        await ApplyAsync(_request with { Remove = true });

        Assert.Equal(original, await File.ReadAllTextAsync(Script("ipam/packet/get_address"), TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupExecute, File.GetUnixFileMode(Script("ipam/packet/get_address")));
        Assert.Equal(["ipam/packet/get_address"], Files());
        Assert.Equal("addresses-end", Assert.Single(await HooksAsync()).Name);
    }

    [Fact]
    public async Task Plan_ChangesNothing()
    {
        var plan = await PlanAsync(_request);

        Assert.False(plan.IsEmpty);
        Assert.Contains(plan.Changes, c => c.Difference.StartsWith($"--- {_request.OnedConf}\n+++ {_request.OnedConf}\n@@ ", StringComparison.Ordinal));
        Assert.Contains(plan.Changes, c => c.Difference.StartsWith("+ hook alias_ip_running\n", StringComparison.Ordinal));
        Assert.Empty(Files());
        Assert.Empty(await HooksAsync());
        Assert.Equal(Conf, await File.ReadAllTextAsync(_request.OnedConf, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Plan_NoFrontEndHere_SaysWhatIsMissing()
    {
        var error = await Assert.ThrowsAsync<EdgeException>(() => PlanAsync(_request with { OnedConf = "/nowhere/oned.conf" }));

        Assert.Equal(("SetupPathMissing", "/nowhere/oned.conf"), (error.Code, error.Target));
        Assert.Equal("SetupPathMissing", (await Assert.ThrowsAsync<EdgeException>(() => PlanAsync(_request with { Remotes = "/nowhere/remotes" }))).Code);
    }

    private Task<SetupPlan> PlanAsync(SetupRequest request) => _world.RunAsync(async () => await (await _world.Start().EngineAsync()).PlanSetupAsync(request, CancellationToken.None));

    private Task<SetupPlan> ApplyAsync(SetupRequest request) => _world.RunAsync(async () =>
    {
        var engine = await _world.Start().EngineAsync();
        var plan = await engine.PlanSetupAsync(request, CancellationToken.None);
        await engine.ApplySetupAsync(plan, request, CancellationToken.None);
        return plan;
    });

    private Task<IReadOnlyList<HookObject>> HooksAsync() => _world.RunAsync<IReadOnlyList<HookObject>>(async () =>
    {
        using var front = _world.Administrator();
        return [.. await front.Hooks.ListAsync(CancellationToken.None)];
    });

    private string Script(string path) => Path.Combine(_request.Remotes, path);

    private IReadOnlyList<string> Files() =>
        [.. Directory.EnumerateFiles(_request.Remotes, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_request.Remotes, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
