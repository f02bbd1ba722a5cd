using EdgeProvision.Model;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Tests.Hosts;

[Collection(MachineRoomCollection.Name)]
public sealed class MachineTests(MachineRoomFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LinuxMachineRoom Room => fixture.Room;

    [Fact]
    public async Task InstallAsync_WithKey_MachineHasNameAddressesAndAllItsServices()
    {
        var machine = Room.Find("device-1")!;
        Assert.Equal("node1", await fixture.SshAsync("device-1", "hostname"));
        Assert.Equal("running", await fixture.SshAsync("device-1", "systemctl is-system-running --wait || systemctl --failed --no-legend"));
        Assert.Equal("systemd", await fixture.SshAsync("device-1", "cat /proc/1/comm"));
        var addresses = await fixture.SshAsync("device-1", "ip -4 -o addr show dev eth0");
        Assert.Contains($"inet {machine.PublicAddress}/{machine.PublicPrefixLength} ", addresses);
        Assert.Contains($"inet {machine.PrivateAddress}/{machine.PrivatePrefixLength} ", addresses);
        Assert.Contains("eth0:0", addresses);
        Assert.Contains($"default via {machine.Gateway} dev eth0", await fixture.SshAsync("device-1", "ip route"));
    }

    [Fact]
    public async Task InstallAsync_Repeated_AnswersTheSameMachine()
    {
        var boots = Room.Place("device-1").Boots;
        Assert.Equal(Room.Find("device-1"), await Room.InstallAsync(new MachineOrder("device-1", "node1", []), Token));
        Assert.Equal(boots, Room.Place("device-1").Boots);
    }

    [Fact]
    public async Task InstallAsync_WithoutKey_LetsNobodyIn()
    {
        await Room.InstallAsync(new MachineOrder("keyless", "keyless", []), Token);
        await fixture.AwaitSshAsync("keyless");
        var (status, output) = await fixture.TrySshAsync("keyless", "true");
        Assert.Equal(255, status);
        Assert.Contains("Permission denied", output);
        await Room.ScrapAsync("keyless", Token);
        Assert.Null(Room.Find("keyless"));
        Assert.False(Room.IsOn("keyless"));
        await Room.ScrapAsync("keyless", Token);
    }

    [Fact]
    public async Task InstallAsync_HostnameWithNewline_IsRefused()
    {
        var error = await Assert.ThrowsAsync<EdgeException>(() => Room.InstallAsync(new MachineOrder("bad", "a\nb", []), Token));
        Assert.Equal("MachineHostnameInvalid", error.Code);
        Assert.Null(Room.Find("bad"));
    }

    [Fact]
    public async Task PowerOffAsync_ThenOn_KeepsDiskAndHostKeyLosesTheRest()
    {
        var (boot, key) = (await fixture.BootIdAsync("device-1"), await fixture.HostKeyAsync("device-1"));
        await fixture.SshAsync("device-1", "echo kept >/root/file; ip link add br9 type bridge; sysctl -qw vm.swappiness=7 net.ipv4.ip_forward=1; nft add table ip mine");

        await Room.PowerOffAsync("device-1", Token);

        Assert.False(Room.IsOn("device-1"));
        Assert.False(await Room.AwaitSshAsync("device-1", TimeSpan.FromSeconds(1), Token));
        await Room.PowerOffAsync("device-1", Token);
        await Room.PowerOnAsync("device-1", Token);
        await Room.PowerOnAsync("device-1", Token);
        Assert.True(Room.IsOn("device-1"));
        await fixture.AwaitSshAsync("device-1");
        Assert.NotEqual(boot, await fixture.BootIdAsync("device-1"));
        Assert.Equal(key, await fixture.HostKeyAsync("device-1"));
        Assert.Equal("kept\n0", await fixture.SshAsync("device-1", "cat /root/file; cat /proc/sys/net/ipv4/ip_forward"));
        Assert.NotEqual("7", await fixture.SshAsync("device-1", "cat /proc/sys/vm/swappiness"));
        Assert.NotEqual(0, (await fixture.TrySshAsync("device-1", "ip link show br9")).Status);
        Assert.NotEqual(0, (await fixture.TrySshAsync("device-1", "nft list table ip mine")).Status);
    }

    [Fact]
    public async Task RebootAsync_RunningMachine_HasNewBootIdAndUptime()
    {
        var (boot, key) = (await fixture.BootIdAsync("device-2"), await fixture.HostKeyAsync("device-2"));
        await fixture.SshAsync("device-2", "echo kept >/root/file");

        await Room.RebootAsync("device-2", Token);

        await fixture.AwaitSshAsync("device-2");
        Assert.NotEqual(boot, await fixture.BootIdAsync("device-2"));
        Assert.Equal(key, await fixture.HostKeyAsync("device-2"));
        Assert.Equal("kept", await fixture.SshAsync("device-2", "cat /root/file"));
        Assert.InRange(double.Parse((await fixture.SshAsync("device-2", "cat /proc/uptime")).Split(' ')[0]), 0, 60);
    }

    [Fact]
    public async Task Reboot_AskedInside_ComesBackByItself()
    {
        var boots = Room.Place("device-2").Boots;
        await fixture.TrySshAsync("device-2", "systemctl reboot");
        while (Room.Place("device-2").Boots == boots)
        {
            await Task.Delay(50, Token);
        }

        await fixture.AwaitSshAsync("device-2");
        Assert.True(Room.IsOn("device-2"));
    }

    [Fact]
    public async Task Poweroff_AskedInside_StaysOff()
    {
        await fixture.TrySshAsync("device-3", "systemctl poweroff");
        while (Room.IsOn("device-3"))
        {
            await Task.Delay(50, Token);
        }

        Assert.Null(Room.Place("device-3").Fault);
        await Room.PowerOnAsync("device-3", Token);
        await fixture.AwaitSshAsync("device-3");
    }

    [Fact]
    public async Task PullPlugAsync_RunningMachine_KeepsDisk()
    {
        await fixture.SshAsync("device-3", "echo kept >/root/file");
        await Room.PullPlugAsync("device-3", Token);
        Assert.False(Room.IsOn("device-3"));
        await Room.PowerOnAsync("device-3", Token);
        await fixture.AwaitSshAsync("device-3");
        Assert.Equal("kept", await fixture.SshAsync("device-3", "cat /root/file"));
    }

    [Fact]
    public async Task ReinstallAsync_Machine_HasEmptyDiskNewHostKeySameAddress()
    {
        var machine = Room.Find("device-3");
        var (key, id) = (await fixture.HostKeyAsync("device-3"), await fixture.SshAsync("device-3", "cat /etc/machine-id"));
        await fixture.SshAsync("device-3", "echo lost >/root/file");

        await Room.ReinstallAsync("device-3", Token);

        await fixture.AwaitSshAsync("device-3");
        Assert.Equal(machine, Room.Find("device-3"));
        Assert.NotEqual(key, await fixture.HostKeyAsync("device-3"));
        Assert.NotEqual(id, await fixture.SshAsync("device-3", "cat /etc/machine-id"));
        Assert.NotEqual(0, (await fixture.TrySshAsync("device-3", "test -e /root/file")).Status);
    }

    [Fact]
    public async Task PowerOnAsync_MachineThatCannotBoot_IsOffWithAFaultUntilItCan()
    {
        await fixture.InstallAsync("broken", "broken");
        await Room.PullPlugAsync("broken", Token);
        Assert.Null(Room.Place("broken").Fault);
        var mountPoint = Path.Combine(Path.GetDirectoryName(Room.Place("broken").DiskDirectory)!, "root");
        Directory.Delete(mountPoint);

        await Room.PowerOnAsync("broken", Token);

        Assert.False(await Room.AwaitSshAsync("broken", TimeSpan.FromSeconds(30), Token));
        Assert.False(Room.IsOn("broken"));
        Assert.Contains("console.log", Room.Place("broken").Fault);
        Assert.Contains("-- died (70)", await File.ReadAllTextAsync(Room.Place("broken").ConsoleLog, Token));
        Directory.CreateDirectory(mountPoint);
        await Room.PowerOnAsync("broken", Token);
        await fixture.AwaitSshAsync("broken");
        Assert.Null(Room.Place("broken").Fault);
        await Room.ScrapAsync("broken", Token);
    }

    [Fact]
    public async Task PowerOnAsync_ThatComesAfterItsEnd_BootsNothing()
    {
        await fixture.InstallAsync("ending", "ending");
        var place = Room.Place("ending");
        var scrapping = Room.ScrapAsync("ending", Token);
        var late = Room.PowerOnAsync("ending", Token);
        await scrapping;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => late);
        Assert.False(Directory.Exists(Path.GetDirectoryName(place.DiskDirectory)));
    }

    [Fact]
    public async Task PowerOnAsync_UnknownMachine_IsAnError()
    {
        var error = await Assert.ThrowsAsync<EdgeException>(() => Room.PowerOnAsync("nobody", Token));
        Assert.Equal("MachineUnknown", error.Code);
    }

    [Fact]
    public async Task Machine_ChangingKernelState_ChangesItsOwnOnly()
    {
        var before = await File.ReadAllTextAsync("/proc/sys/vm/swappiness", Token);
        Assert.Equal("77", await fixture.SshAsync("device-2", "sysctl -qw vm.swappiness=77 && cat /proc/sys/vm/swappiness"));
        Assert.Equal(before, await File.ReadAllTextAsync("/proc/sys/vm/swappiness", Token));
        Assert.NotEqual("77", await fixture.SshAsync("device-1", "cat /proc/sys/vm/swappiness"));
        Assert.NotEqual(0, (await fixture.TrySshAsync("device-2", "touch /lib/modules/mark")).Status);
        Assert.NotEqual(0, (await fixture.TrySshAsync("device-2", "date -s 2001-01-01")).Status);
        await fixture.SshAsync("device-2", "echo b >/proc/sysrq-trigger; modprobe br_netfilter && modprobe vxlan");
        Assert.NotEqual(0, (await fixture.TrySshAsync("device-2", "modprobe no_such_module")).Status);
    }
}
