using System.Xml.Linq;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.OpenNebula.Drivers;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>Cards and aliases that come to a machine and go: its states, what hooks see, whose the addresses are.</summary>
public sealed class PluggingTests
{
    [Theory]
    [InlineData(FrontEndRelease.V5_10)]
    [InlineData(FrontEndRelease.V6_10)]
    [InlineData(FrontEndRelease.V7_4)]
    public async Task AttachNic_AliasOfARunningMachine_IsThereWhileItIsPlugged(FrontEndRelease release)
    {
        using var bench = await PluggingBench.StartAsync(release);

        Assert.Equal(bench.Vm, (await bench.AttachAsync(bench.Alias())).Id());
        var machine = await bench.MachineAsync();
        Assert.Equal(("3", "25"), PluggingBench.States(machine));
        var alias = Alias(machine);
        Assert.Equal(("YES", "10.77.0.1", "1", "0", "0", "NIC0_ALIAS1"), (Value(alias, "ATTACH"), Value(alias, "IP"), Value(alias, "NIC_ID"), Value(alias, "PARENT_ID"), Value(alias, "ALIAS_ID"), Value(alias, "NAME")));
        Assert.Equal(("alias_sdnat", "yes", $"one-{bench.Vm}-1"), (Value(alias, "VN_MAD"), Value(alias, "EXTERNAL"), Value(alias, "TARGET")));
        Assert.Equal("1", Value(Card(machine), "ALIAS_IDS"));
        Assert.Equal(["0 46", "1 0"], Stays(machine));
        Assert.Equal([$"10.77.0.1 {bench.Vm}"], await bench.LeasesAsync(bench.Public));
        var (command, seen) = Assert.Single(await bench.Hooks.TakeAsync(1));
        Assert.Equal("plugging", command);
        Assert.Equal(("3", "25", "3", "3"), (Value(seen, "STATE"), Value(seen, "LCM_STATE"), Value(seen, "PREV_STATE"), Value(seen, "PREV_LCM_STATE")));
        Assert.Equal(("YES", "10.77.0.1"), (Value(Alias(seen), "ATTACH"), Value(Alias(seen), "IP")));
        Assert.Equal(["0 46", "1 0"], Stays(seen));

        await bench.RunningAsync();
        machine = await bench.MachineAsync();
        Assert.Equal(("3", "3"), PluggingBench.States(machine));
        Assert.Null(Alias(machine).Element("ATTACH"));
        Assert.Equal(["running"], (await bench.Hooks.TakeAsync(1)).Select(h => h.Command));
        Assert.Equal(["get"], bench.Asked);
    }

    [Fact]
    public async Task DetachNic_Alias_IsThereUntilItsDriversHaveAnswered()
    {
        using var bench = await PluggingBench.StartAsync();
        (await bench.AttachAsync(bench.Alias())).Id();
        await bench.RunningAsync();
        await bench.Hooks.TakeAsync(2);

        Assert.Equal(bench.Vm, (await bench.DetachAsync(1)).Id());
        Assert.Equal(("3", "25"), await bench.StateAsync());
        Assert.Equal([$"10.77.0.1 {bench.Vm}"], await bench.LeasesAsync(bench.Public));
        var (command, seen) = Assert.Single(await bench.Hooks.TakeAsync(1));
        Assert.Equal(("plugging", "YES", ""), (command, Value(Alias(seen), "ATTACH"), Value(Card(seen), "ALIAS_IDS")));
        Assert.Equal(["0 46", "1 47", "2 0"], Stays(seen));

        await bench.RunningAsync();
        var machine = await bench.MachineAsync();
        Assert.Equal(("3", "3"), PluggingBench.States(machine));
        Assert.Empty(machine.Descendants("NIC_ALIAS"));
        Assert.Empty(await bench.LeasesAsync(bench.Public));
        Assert.Equal(["get", "free"], bench.Asked);
        Assert.Equal("10.77.0.1", bench.World.Registry.Asked[^1].Request.Ip);
        (command, seen) = Assert.Single(await bench.Hooks.TakeAsync(1));
        Assert.Equal("running", command);
        Assert.Empty(seen.Descendants("NIC_ALIAS"));
    }

    [Fact]
    public async Task DetachNic_CardWithAliases_TakesThemAlongAndOnlyTheCardSaysSo()
    {
        using var bench = await PluggingBench.StartAsync();
        bench.World.Registry.Answer = NextAddress(bench.World.Registry.Answer);
        foreach (var _ in (int[])[1, 2])
        {
            (await bench.AttachAsync(bench.Alias())).Id();
            await bench.RunningAsync();
        }

        Assert.Equal(["0", "1"], (await bench.MachineAsync()).Descendants("NIC_ALIAS").Select(a => Value(a, "ALIAS_ID")));
        await bench.Hooks.TakeAsync(4);

        (await bench.DetachAsync(0)).Id();
        var seen = Assert.Single(await bench.Hooks.TakeAsync(1)).Machine;
        Assert.Equal("YES", Value(Card(seen), "ATTACH"));
        Assert.Equal([null, null], seen.Descendants("NIC_ALIAS").Select(a => a.Element("ATTACH")));
        Assert.Equal("2 24", Stays(seen)[^2]);

        await bench.RunningAsync();
        var machine = await bench.MachineAsync();
        Assert.DoesNotContain(machine.Element("TEMPLATE")!.Elements(), e => e.Name.LocalName is "NIC" or "NIC_ALIAS" or "SECURITY_GROUP_RULE");
        Assert.Empty(await bench.LeasesAsync(bench.Public));
        Assert.Empty(await bench.LeasesAsync(bench.Private));
        Assert.Equal(["get", "get", "free", "free"], bench.Asked);
    }

    [Theory]
    [InlineData(FrontEndRelease.V5_10, "0 0")]
    [InlineData(FrontEndRelease.V6_10, "0 46", "1 47", "2 0")]
    [InlineData(FrontEndRelease.V7_4, "0 46", "1 47", "2 0")]
    public async Task Plugging_MachineThatIsOff_IsDoneAtOnceAndNoHookHears(FrontEndRelease release, params string[] stays)
    {
        using var bench = await PluggingBench.StartAsync(release);
        await bench.Client.IdAsync("one.vm.action", "poweroff", bench.Vm);

        (await bench.AttachAsync(bench.Alias())).Id();
        var machine = await bench.MachineAsync();
        Assert.Equal(("8", "0"), PluggingBench.States(machine));
        Assert.Null(Alias(machine).Element("ATTACH"));

        (await bench.DetachAsync(1)).Id();
        machine = await bench.MachineAsync();
        Assert.Empty(machine.Descendants("NIC_ALIAS"));
        Assert.Equal("", Value(Card(machine), "ALIAS_IDS"));
        Assert.Equal(stays, Stays(machine));
        Assert.Empty(await bench.LeasesAsync(bench.Public));
        await bench.World.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(await bench.Hooks.TakeAsync(0));
    }

    [Fact]
    public async Task AttachNic_AddressAskedFor_IsThatOneOrNone()
    {
        using var bench = await PluggingBench.StartAsync();

        (await bench.AttachAsync(bench.Alias(", IP=\"10.77.0.3\""))).Id();
        Assert.Equal("10.77.0.3", Value(Alias(await bench.MachineAsync()), "IP"));
        Assert.Equal(("allocate", "10.77.0.3"), (bench.World.Registry.Asked[^1].Action, bench.World.Registry.Asked[^1].Request.Ip));
        await bench.RunningAsync();

        var refused = $"[one.vm.attachnic] Cannot get IP/MAC lease from virtual network {bench.Public}.";
        foreach (var asked in (string[])[", IP=\"10.77.0.3\"", ", IP=\"10.99.0.1\"", ", IP=\"10.77.0.2\", MAC=\"02:00:0a:4d:00:02\""])
            (await bench.AttachAsync(bench.Alias(asked))).IsRefused(2048, refused);
        bench.World.Registry.Answer = (_, _) => AddressRangeAnswer.Failed("none is free");
        (await bench.AttachAsync(bench.Alias())).IsRefused(2048, refused);
        Assert.Equal(("3", "3"), await bench.StateAsync());
        Assert.Single((await bench.MachineAsync()).Descendants("NIC_ALIAS"));
    }

    [Fact]
    public async Task AttachNic_Card_ByNameOrWithoutANetwork()
    {
        using var bench = await PluggingBench.StartAsync();

        (await bench.AttachAsync("NIC=[ NETWORK=\"private\", NAME=\"NIC9\" ]")).Id();
        await bench.RunningAsync();
        (await bench.AttachAsync("NIC=[ MODEL=\"virtio\" ]")).Id();
        await bench.RunningAsync();

        var cards = (await bench.MachineAsync()).Descendants("NIC").ToList();
        Assert.Equal(["NIC0", "_NIC9", "NIC2"], cards.Select(c => Value(c, "NAME")));
        Assert.Equal(["192.168.150.2", "192.168.150.3", null], cards.Select(c => Value(c, "IP")));
        Assert.Equal("1 23", Stays(await bench.MachineAsync())[1]);
    }

    [Fact]
    public async Task Plugging_DriverWorks_ChangesOfTheMachineWaitAndReadsDoNot()
    {
        using var bench = await PluggingBench.StartAsync();
        bench.World.Registry.Hold();
        var attach = bench.AttachAsync(bench.Alias());
        await bench.World.AskedAsync(2);
        var poweroff = bench.Client.CallAsync("one.vm.action", "poweroff", bench.Vm);
        await FrontEndWorld.SettleAsync();
        Assert.False(poweroff.IsCompleted);
        Assert.Equal(("3", "3"), await bench.StateAsync());

        bench.World.Registry.Release();
        (await attach).Id();
        (await poweroff).IsRefused(2048, "[one.vm.action] Error performing action \"poweroff\": This action is not available for state HOTPLUG_NIC");
    }

    [Fact]
    public async Task Plugging_UnderWay_NothingElseMayBeDone()
    {
        using var bench = await PluggingBench.StartAsync();
        var other = await bench.Client.IdAsync("one.host.allocate", "h1", "kvm", "kvm", 0);
        (await bench.AttachAsync(bench.Alias())).Id();

        (await bench.AttachAsync(bench.Alias())).IsRefused(2048, $"[one.vm.attachnic] Could not add a new NIC to VM {bench.Vm}, wrong state HOTPLUG_NIC.");
        (await bench.DetachAsync(1)).IsRefused(2048, $"[one.vm.detachnic] Could not detach NIC from VM {bench.Vm}, wrong state HOTPLUG_NIC.");
        (await bench.Client.CallAsync("one.vm.action", "terminate", bench.Vm)).IsRefused(2048, $"[one.vm.action] Error performing action \"terminate\": Could not terminate VM {bench.Vm}, wrong state HOTPLUG_NIC.");
        (await bench.Client.CallAsync("one.vm.migrate", bench.Vm, other, true, false, -1)).IsRefused(2048, "[one.vm.migrate] Migrate action is not available for state HOTPLUG_NIC");
    }

    [Fact]
    public async Task Recover_OfAnAttach_KeepsTheCardOrGivesItBack()
    {
        using var bench = await PluggingBench.StartAsync();

        (await bench.AttachAsync(bench.Alias())).Id();
        await bench.Client.IdAsync("one.vm.recover", bench.Vm, 0);
        var machine = await bench.MachineAsync();
        Assert.Equal(("3", "3"), PluggingBench.States(machine));
        Assert.Empty(machine.Descendants("NIC_ALIAS"));
        Assert.Equal("", Value(Card(machine), "ALIAS_IDS"));
        Assert.Empty(await bench.LeasesAsync(bench.Public));

        (await bench.AttachAsync(bench.Alias())).Id();
        await bench.Client.IdAsync("one.vm.recover", bench.Vm, 1);
        machine = await bench.MachineAsync();
        Assert.Equal(("3", "3"), PluggingBench.States(machine));
        Assert.Null(Alias(machine).Element("ATTACH"));
        Assert.Equal(["plugging", "plugging", "running", "running"], (await bench.Hooks.TakeAsync(4)).Select(h => h.Command).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Life_Afterwards_GoesOn()
    {
        using var bench = await PluggingBench.StartAsync();
        var other = await bench.Client.IdAsync("one.host.allocate", "h1", "kvm", "kvm", 0);
        (await bench.AttachAsync(bench.Alias())).Id();
        await bench.RunningAsync();
        await bench.Hooks.TakeAsync(2);

        await bench.Client.IdAsync("one.vm.migrate", bench.Vm, other, true, false, -1);
        Assert.Equal(["0 46", "1 2", "2 0"], Stays(await bench.MachineAsync()));
        Assert.Equal("10.77.0.1", Value(Alias(Assert.Single(await bench.Hooks.TakeAsync(1)).Machine), "IP"));

        await bench.Client.IdAsync("one.vm.action", "terminate-hard", bench.Vm);
        await bench.World.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(("6", "0"), await bench.StateAsync());
        Assert.Equal("done", Assert.Single(await bench.Hooks.TakeAsync(1)).Command);
        await bench.World.AskedAsync(3);
        Assert.Equal(["get", "free"], bench.Asked);
        (await bench.AttachAsync(bench.Alias())).IsRefused(2048, $"[one.vm.attachnic] Could not add a new NIC to VM {bench.Vm}, wrong state DONE.");
    }

    [Fact]
    public async Task DetachNic_DriverDoesNotTakeItBack_TheLeaseStays()
    {
        using var bench = await PluggingBench.StartAsync();
        (await bench.AttachAsync(bench.Alias())).Id();
        await bench.RunningAsync();
        bench.World.Registry.Answer = (_, _) => AddressRangeAnswer.Failed("the provider is away");

        (await bench.DetachAsync(1)).Id();
        await bench.RunningAsync();

        Assert.Empty((await bench.MachineAsync()).Descendants("NIC_ALIAS"));
        Assert.Equal([$"10.77.0.1 {bench.Vm}"], await bench.LeasesAsync(bench.Public));
    }

    [Theory]
    [InlineData(FrontEndRelease.V5_10, "NIC/NIC_ALIAS")]
    [InlineData(FrontEndRelease.V6_10, "NIC/NIC_ALIAS/PCI")]
    [InlineData(FrontEndRelease.V7_4, "NIC/NIC_ALIAS/PCI")]
    public async Task AttachNic_WhatCannotBe_IsRefused(FrontEndRelease release, string attributes)
    {
        using var bench = await PluggingBench.StartAsync(release);
        var cluster = await bench.Client.IdAsync("one.cluster.allocate", "elsewhere");
        var far = await bench.Client.IdAsync("one.vn.allocate", "NAME=\"far\"\nVN_MAD=\"alias_sdnat\"\nAR=[ TYPE=\"IP4\", SIZE=\"4\", IPAM_MAD=\"packet\" ]", cluster);
        await bench.World.PassAsync(TimeSpan.FromSeconds(1));

        (await bench.Client.CallAsync("one.vm.attachnic", 99, bench.Alias())).IsRefused(1024, "[one.vm.attachnic] Error getting virtual machine [99].");
        Assert.Equal(8192, (await bench.AttachAsync("NIC=[")).Code);
        (await bench.AttachAsync("DISK=[ IMAGE_ID=\"0\" ]")).IsRefused(2048, $"[one.vm.attachnic] Wrong format or missing {attributes} attribute");
        (await bench.AttachAsync($"NIC_ALIAS=[ NETWORK_ID=\"{bench.Public}\", PARENT=\"NIC7\" ]")).IsRefused(2048, "[one.vm.attachnic] Alias not found.");
        (await bench.AttachAsync("NIC=[ NETWORK_ID=\"99\" ]")).IsRefused(2048, "[one.vm.attachnic] Virtual network with ID: 99 does not exist");
        (await bench.AttachAsync("NIC=[ NETWORK=\"no\" ]"))
            .IsRefused(2048, "[one.vm.attachnic] User 0 does not own a network with name: no . Set NETWORK_UNAME or NETWORK_UID of owner in NIC.");
        (await bench.AttachAsync($"NIC=[ NETWORK_ID=\"{far}\" ]")).IsRefused(2048, "[one.vm.attachnic] Virtual network is not part of cluster [0]");
        Assert.Empty(await bench.LeasesAsync(far));
        Assert.Equal(["get", "free"], bench.World.Registry.Asked.TakeLast(2).Select(a => a.Action));
        (await bench.DetachAsync(7)).IsRefused(2048, "[one.vm.detachnic] Could not detach NIC with NIC_ID 7, it does not exist.");
        Assert.Empty(await bench.Hooks.TakeAsync(0));
    }

    [Fact]
    public async Task AttachNic_SomebodyElse_NeedsTheMachineTheNetworkAndNoRestrictedAttribute()
    {
        using var bench = await PluggingBench.StartAsync();
        await bench.Client.IdAsync("one.user.allocate", "plain", "plainpw", "core");
        var plain = bench.Client.As(FrontEndClient.Plain);

        (await plain.CallAsync("one.vm.attachnic", bench.Vm, bench.Alias())).IsRefused(
            512, $"[one.vm.attachnic] User [2] : Not authorized to perform MANAGE VM [{bench.Vm}]; Not authorized to perform USE NET [{bench.Public}].");
        (await plain.CallAsync("one.vm.detachnic", bench.Vm, 0)).IsRefused(512, $"[one.vm.detachnic] User [2] : Not authorized to perform MANAGE VM [{bench.Vm}].");

        await bench.Client.IdAsync("one.vm.chown", bench.Vm, 2, -1);
        await bench.Client.IdAsync("one.vn.chown", bench.Public, 2, -1);
        (await plain.CallAsync("one.vm.attachnic", bench.Vm, bench.Alias(", MAC=\"02:00:0a:4d:00:02\""))).IsRefused(512, "[one.vm.attachnic] User [2] : NIC includes a restricted attribute MAC.");
        (await plain.CallAsync("one.vm.attachnic", bench.Vm, bench.Alias())).Id();
    }

    [Fact]
    public async Task Allocate_AliasOfNoCard_IsRefused()
    {
        using var bench = await PluggingBench.StartAsync();

        (await bench.Client.CallAsync("one.vm.allocate", $"CPU=1\nMEMORY=64\nNIC_ALIAS=[ NETWORK_ID=\"{bench.Public}\", PARENT=\"NIC0\" ]", false))
            .IsRefused(16384, "[one.vm.allocate] Error allocating a new virtual machine. NIC named NIC0 not found for alias");
        Assert.Empty(bench.Asked);
    }

    private static Func<string, AddressRangeRequest, AddressRangeAnswer> NextAddress(Func<string, AddressRangeRequest, AddressRangeAnswer> usual)
    {
        var last = 0;
        return (action, request) => action == "get" ? AddressRangeAnswer.Ok($"ADDRESS=[ IP=\"10.77.0.{++last}\", SIZE=\"1\" ]") : usual(action, request);
    }

    private static XElement Card(XElement machine) => machine.Descendants("NIC").First();

    private static XElement Alias(XElement machine) => Assert.Single(machine.Descendants("NIC_ALIAS"));

    private static string? Value(XElement element, string name) => element.Element(name)?.Value;

    /// <summary>Number and last action of each stay.</summary>
    private static List<string> Stays(XElement machine) => [.. machine.Descendants("HISTORY").Select(h => $"{Value(h, "SEQ")} {Value(h, "ACTION")}")];
}
