using EdgeProvision.Sandbox.OpenNebula.Drivers;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>What is in use and what that refuses; who sees what; how hosts come to life.</summary>
public sealed class UseTests
{
    [Fact]
    public async Task Host_Enabled_IsMonitoredWithCapacityMinusWhatIsReserved()
    {
        using var world = new FrontEndWorld { Monitor = (name, _) => name == "10.0.0.1" ? new HostCapacity(400, 8000000) : null };
        var client = world.Client;
        var id = await client.IdAsync("one.host.allocate", "provision-00", "kvm", "kvm", 0);
        await client.IdAsync("one.host.status", id, 2);
        await world.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("8", await StateAsync(client, id));
        await client.IdAsync("one.host.rename", id, "10.0.0.1");
        await client.IdAsync("one.host.update", id, "RESERVED_CPU=\"100\"\nRESERVED_MEM=\"10%\"", 1);
        await client.IdAsync("one.host.status", id, 0);
        Assert.Equal("0", await StateAsync(client, id));
        await world.PassAsync(TimeSpan.FromSeconds(2));
        var share = (await client.InfoAsync("one.host.info", id)).Element("HOST_SHARE")!;
        Assert.Equal(("400", "300", "7200000"), (share.Element("TOTAL_CPU")!.Value, share.Element("MAX_CPU")!.Value, share.Element("MAX_MEM")!.Value));
        Assert.Equal("2", await StateAsync(client, id));

        await client.IdAsync("one.host.rename", id, "10.0.0.2");
        await world.PassAsync(TimeSpan.FromSeconds(11));
        Assert.Equal("3", await StateAsync(client, id));
    }

    [Theory]
    [InlineData("NAME=\"web\"\nCPU=1\nMEMORY=64", "web")]
    [InlineData("CPU=1\nMEMORY=64", "one-0")]
    public async Task Vm_Allocated_HasTheNameOfItsTemplateOrOneOfItsId(string template, string name)
    {
        using var world = new FrontEndWorld();
        var vm = await world.Client.InfoAsync("one.vm.info", await world.Client.IdAsync("one.vm.allocate", template, false));
        Assert.Equal(name, vm.Element("NAME")!.Value);
        Assert.Null(vm.Element("USER_TEMPLATE")!.Element("NAME"));
    }

    [Fact]
    public async Task HostUpdate_Replace_KeepsDriversUnlessNamed()
    {
        using var world = new FrontEndWorld();
        var id = await world.Client.IdAsync("one.host.allocate", "h", "kvm", "kvm", 0);
        await world.Client.IdAsync("one.host.update", id, "A=\"1\"", 0);
        var host = await world.Client.InfoAsync("one.host.info", id);
        Assert.Equal(["A", "IM_MAD", "VM_MAD"], host.Element("TEMPLATE")!.Elements().Select(e => e.Name.LocalName));
        await world.Client.IdAsync("one.host.update", id, "IM_MAD=\"lxc\"", 0);
        Assert.Equal("lxc", (await world.Client.InfoAsync("one.host.info", id)).Element("IM_MAD")!.Value);
    }

    [Theory]
    [InlineData("a:b", "[one.host.allocate] Invalid HOSTNAME, ':' is invalid character for a HOSTNAME")]
    [InlineData("a b", "[one.host.allocate] Invalid HOSTNAME, ' ' is invalid character for a HOSTNAME")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123",
        "[one.host.allocate] Invalid HOSTNAME, HOSTNAME length should be greater than 1, but smaller than 64 characters")]
    public async Task HostAllocate_BadName_IsRefused(string name, string text)
    {
        using var world = new FrontEndWorld();
        (await world.Client.CallAsync("one.host.allocate", name, "kvm", "kvm", 0)).IsRefused(8192, text);
    }

    [Fact]
    public async Task Vm_Running_HoldsHostImageAndAddressUntilRecovered()
    {
        using var world = new FrontEndWorld { Monitor = (_, _) => new HostCapacity(400, 8000000) };
        var client = world.Client;
        var host = await client.IdAsync("one.host.allocate", "h", "kvm", "kvm", 0);
        var network = await client.IdAsync("one.vn.allocate", "NAME=\"pub\"\nVN_MAD=\"alias_sdnat\"\nAR=[ TYPE=\"IP4\", SIZE=\"4\", IPAM_MAD=\"packet\" ]", 0);
        var image = await client.IdAsync("one.image.allocate", "NAME=\"i\"\nSIZE=\"10\"", 1);
        await world.PassAsync(TimeSpan.FromSeconds(2));
        var template = await client.IdAsync("one.template.allocate",
            $"NAME=\"t\"\nCPU=\"1\"\nMEMORY=\"512\"\nNIC=[ NETWORK=\"pub\" ]\nDISK=[ IMAGE_ID=\"{image}\" ]");
        var vm = await client.IdAsync("one.template.instantiate", template, "v", false, "", false);
        await client.IdAsync("one.vm.deploy", vm, host, true, -1, "");

        Assert.Equal("1", (await client.InfoAsync("one.host.info", host)).Element("HOST_SHARE")!.Element("RUNNING_VMS")!.Value);
        Assert.Equal($"{vm}", (await client.InfoAsync("one.host.info", host)).Element("VMS")!.Element("ID")!.Value);
        Assert.Equal($"{image}", (await client.InfoAsync("one.datastore.info", 1)).Element("IMAGES")!.Element("ID")!.Value);
        var lease = (await client.InfoAsync("one.vn.info", network)).Descendants("LEASE").Single();
        Assert.Equal(("10.77.0.1", $"{vm}"), (lease.Element("IP")!.Value, lease.Element("VM")!.Value));
        Assert.Equal(2048, (await client.CallAsync("one.host.delete", host)).Code);
        Assert.Equal(2048, (await client.CallAsync("one.vn.delete", network)).Code);
        (await client.CallAsync("one.image.delete", image)).IsRefused(2048, "[one.image.delete] Cannot delete image. There are 1 VMs using it.");

        Assert.Equal(vm, await client.IdAsync("one.vm.recover", vm, 3));
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("6", (await client.InfoAsync("one.vm.info", vm)).Element("STATE")!.Value);
        Assert.Equal(vm, await client.IdAsync("one.vm.recover", vm, 3));
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("free", world.Registry.Asked[^1].Action);
        Assert.Equal(image, await client.IdAsync("one.image.delete", image));
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1024, (await client.CallAsync("one.image.info", image)).Code);
        await client.IdAsync("one.host.delete", host);
        await client.IdAsync("one.vn.delete", network);
    }

    [Fact]
    public async Task Vm_SecondCardGetsNoAddress_TheFirstsIsGivenBackToItsDriver()
    {
        using var world = new FrontEndWorld();
        var client = world.Client;
        var network = await client.IdAsync("one.vn.allocate", "NAME=\"pub\"\nVN_MAD=\"alias_sdnat\"\nAR=[ TYPE=\"IP4\", SIZE=\"4\", IPAM_MAD=\"packet\" ]", 0);
        await client.IdAsync("one.vn.allocate", "NAME=\"empty\"\nVN_MAD=\"bridge\"", 0);
        await world.PassAsync(TimeSpan.FromSeconds(2));
        (await client.CallAsync("one.vm.allocate", "CPU=1\nMEMORY=64\nNIC=[ NETWORK=\"pub\" ]\nNIC=[ NETWORK=\"empty\" ]", false))
            .IsRefused(16384, "[one.vm.allocate] Error allocating a new virtual machine. Cannot get IP/MAC lease from virtual network 1.");
        Assert.Equal(["register", "get", "free"], world.Registry.Asked.Select(a => a.Action));
        Assert.Empty((await client.InfoAsync("one.vn.info", network)).Descendants("LEASE"));
    }

    [Theory]
    [InlineData("", "one-0")]
    [InlineData("NAME=\"v\"\n", "v")]
    public async Task VmAllocate_Name_IsTheTemplatesOrMadeUp(string name, string expected)
    {
        using var world = new FrontEndWorld();
        var vm = await world.Client.IdAsync("one.vm.allocate", $"{name}CPU=1\nMEMORY=64", false);
        var info = await world.Client.InfoAsync("one.vm.info", vm);
        Assert.Equal(expected, info.Element("NAME")!.Value);
        Assert.Empty(info.Element("USER_TEMPLATE")!.Elements());
    }

    [Fact]
    public async Task Deploy_ToAnOfflineHost_IsRefused()
    {
        using var world = new FrontEndWorld();
        var host = await world.Client.IdAsync("one.host.allocate", "h", "kvm", "kvm", 0);
        await world.Client.IdAsync("one.host.status", host, 2);
        var template = await world.Client.IdAsync("one.template.allocate", "NAME=\"t\"\nCPU=\"1\"\nMEMORY=\"64\"");
        var vm = await world.Client.IdAsync("one.template.instantiate", template, "", false, "", false);
        (await world.Client.CallAsync("one.vm.deploy", vm, host, false, 0, "")).IsRefused(2048, "[one.vm.deploy] Host is offline, cannot use it to deploy VM");
        (await world.Client.CallAsync("one.vm.recover", vm, 0)).IsRefused(2048, $"[one.vm.recover] Could not perform a recover operation on VM {vm}, wrong state PENDING.");
    }

    [Fact]
    public async Task Pools_PlainUser_SucceedEmpty()
    {
        using var world = new FrontEndWorld();
        await world.Client.IdAsync("one.user.allocate", "plain", "plainpw", "core");
        await world.Client.IdAsync("one.template.allocate", "NAME=\"t\"");
        await world.Client.IdAsync("one.host.allocate", "h", "kvm", "kvm", 0);
        var plain = world.Client.As(FrontEndClient.Plain);
        Assert.Empty((await plain.InfoAsync("one.hostpool.info", "ignored")).Elements());
        Assert.Empty((await plain.InfoAsync("one.clusterpool.info")).Elements());
        Assert.Empty((await plain.InfoAsync("one.templatepool.info", -2, -1, -1)).Elements());
        (await plain.CallAsync("one.template.update", 0, "A=\"1\"", 1)).IsRefused(512, "[one.template.update] User [2] : Not authorized to perform MANAGE TEMPLATE [0].");
        (await plain.CallAsync("one.templatepool.info", -5, -1, -1)).IsRefused(4096, "[one.templatepool.info] Incorrect filter_flag");
    }

    [Fact]
    public async Task Pools_SecondaryGroup0_SeesAll()
    {
        using var world = new FrontEndWorld();
        await world.Client.IdAsync("one.user.allocate", "deputy", "pw", "core", new[] { 1, 0 });
        await world.Client.IdAsync("one.template.allocate", "NAME=\"t\"");
        var deputy = world.Client.As("deputy:pw");
        var user = await deputy.InfoAsync("one.user.info", -1);
        Assert.Equal("1", user.Element("GID")!.Value);
        Assert.Equal(["0", "1"], user.Element("GROUPS")!.Elements("ID").Select(e => e.Value));
        Assert.Single((await deputy.InfoAsync("one.templatepool.info", -2, -1, -1)).Elements());
    }

    [Fact]
    public async Task Calls_ManyAtOnce_GiveEachItsOwnId()
    {
        using var world = new FrontEndWorld();
        var ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => world.Client.IdAsync("one.document.allocate", $"NAME=d{i}", 3343))));
        Assert.Equal(Enumerable.Range(0, 100), ids.Order());
    }

    private static async Task<string> StateAsync(FrontEndClient client, int id) =>
        (await client.InfoAsync("one.host.info", id)).Element("STATE")!.Value;
}
