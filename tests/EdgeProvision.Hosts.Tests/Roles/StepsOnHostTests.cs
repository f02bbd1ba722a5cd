using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Hosts.Tests.Roles;

/// <summary>Single kinds of steps against what a real host does behind their back.</summary>
public sealed class StepsOnHostTests(ConfiguredRoom room) : IClassFixture<ConfiguredRoom>
{
    [Fact]
    public async Task Sysctl_TheAdministratorsOwnFileSaysOtherwise_HoldsAfterABoot()
    {
        var node = await room.InstallAsync("sysctl");
        await node.RunAsync("echo net.ipv4.ip_forward=0 > /etc/sysctl.conf; ln -sfn ../sysctl.conf /etc/sysctl.d/99-sysctl.conf");
        using OwnRoles roles = new("steps:\n  - {title: T, sysctl: {key: net.ipv4.ip_forward, value: 1}}\n  - {title: Several, sysctl: {key: net.ipv4.ip_local_port_range, value: \"20000   60000\"}}\n");
        var program = roles.Compile(room, node);
        Assert.Equal(2, (await node.RunAsync(program)).MustSucceed().Changed.Count);
        Assert.Empty((await node.RunAsync(program)).MustSucceed().Changed);
        await node.RebootAsync();
        Assert.Equal("1", await node.RunAsync("cat /proc/sys/net/ipv4/ip_forward"));
        Assert.Empty((await node.RunAsync(program)).MustSucceed().Changed);
    }

    [Fact]
    public async Task Service_ThatEndsWhenIdleAndIsWokenByItsSocket_CountsAsStarted()
    {
        var node = await room.InstallAsync("woken");
        await node.RunAsync("""
            printf '[Socket]\nListenStream=/run/idle.sock\n[Install]\nWantedBy=sockets.target\n' > /etc/systemd/system/idle.socket
            printf '[Service]\nExecStart=/bin/sleep 1\n[Install]\nWantedBy=multi-user.target\nAlso=idle.socket\n' > /etc/systemd/system/idle.service
            systemctl daemon-reload
            """);
        using OwnRoles roles = new("steps:\n  - {title: T, service: {unit: idle.service, enabled: true, state: started}}\n");
        var program = roles.Compile(room, node);
        Assert.Single((await node.RunAsync(program)).MustSucceed().Changed);
        await node.RunAsync("for i in $(seq 600); do systemctl is-active -q idle.service || break; sleep 0.1; done; systemctl start idle.socket && ! systemctl is-active -q idle.service");
        Assert.Empty((await node.RunAsync(program)).MustSucceed().Changed);
        await node.RunAsync("systemctl stop idle.socket");
        Assert.Single((await node.RunAsync(program)).MustSucceed().Changed);
    }

    [Fact]
    public async Task Package_NameThatOthersProvideAndVersionThatIsThere_AreThere()
    {
        var node = await room.InstallAsync("provided");
        var version = await node.RunAsync("dpkg-query -W -f '${Version}' mawk");
        using OwnRoles roles = new($"steps:\n  - {{title: Provided, package: {{names: awk}}}}\n  - {{title: Version, package: {{names: 'mawk={version}'}}}}\n");
        Assert.All((await node.RunAsync(roles.Compile(room, node))).MustSucceed().Steps, s => Assert.Equal(HostStepOutcome.Ok, s.Outcome));
    }

    [Fact]
    public async Task Network_BootAndSomebodyElseAtTheSameTime_BothSucceed()
    {
        var node = await ConfiguredAsync("together");
        await node.RunAsync("/usr/local/lib/edgeprovision/network down; ip link del br0 2>/dev/null; ip link del tap0 2>/dev/null; true");
        Assert.Equal("0 0 0 0", await node.RunAsync("""
            for i in 1 2 3 4; do (/usr/local/lib/edgeprovision/network up > /root/up.$i 2>&1; echo $? > /root/status.$i) & done
            wait; echo $(cat /root/status.1 /root/status.2 /root/status.3 /root/status.4)
            """));
        Assert.Equal("1", await node.RunAsync("cat /root/up.? | grep -c 'new bridge'"));
        Assert.Contains("inet 192.168.150.1/24 ", await node.RunAsync("ip -4 -o addr show dev br0"));
    }

    [Fact]
    public async Task Network_NothingCanBeWrittenToDisk_StillComesUpAtBoot()
    {
        var node = await ConfiguredAsync("full");
        await node.RunAsync("""
            printf '[Unit]\nDefaultDependencies=no\nBefore=edgeprovision-network.service\n[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/sh -c "mount -t tmpfs -o ro none /tmp; mount -t tmpfs -o ro none /var/tmp"\n[Install]\nWantedBy=multi-user.target\n' > /etc/systemd/system/nothing-writable.service
            systemctl enable -q nothing-writable
            """);
        await node.RebootAsync();
        Assert.Equal("active", (await node.TryAsync("touch /tmp/x 2>/dev/null && echo writable; systemctl is-active edgeprovision-network")).Output);
        Assert.Contains("inet 192.168.150.1/24 ", await node.RunAsync("ip -4 -o addr show dev br0"));
    }

    [Theory]
    [InlineData("restart")]
    [InlineData("reload")]
    public async Task Network_TheHostsOwnPacketFilterIsLoadedAnew_OursComesBack(string verb)
    {
        var node = await ConfiguredAsync("emptied-" + verb);
        await node.RunAsync("systemctl enable -q --now nftables.service");
        await node.RunAsync($"systemctl {verb} nftables.service; for i in $(seq 600); do nft list table inet edgeprovision >/dev/null 2>&1 && break; sleep 0.1; done");
        Assert.Contains("masquerade", await node.RunAsync("nft list table inet edgeprovision"));
    }

    [Fact]
    public async Task Network_CutOffBetweenMakingALinkAndTheEnd_TheLinkStillGoesWhenItIsNoLongerWanted()
    {
        var node = await ConfiguredAsync("cut");
        await node.RunAsync("/usr/local/lib/edgeprovision/network down");
        // ip makes the link and takes what called it with it: as if the power had failed right after.
        await node.RunAsync("""
            cat > /usr/local/sbin/ip <<'END'
            #!/bin/sh
            /usr/sbin/ip "$@" || exit
            case "$*" in *'tuntap add'*) kill -KILL $PPID ;; esac
            END
            chmod 755 /usr/local/sbin/ip; /usr/local/lib/edgeprovision/network up; rm /usr/local/sbin/ip; ip -br link show tap0
            """);
        await node.RunAsync("rm /etc/edgeprovision/network.d/20-tap-tap0.conf && sed -i 's/^port tap0/port -/' /etc/edgeprovision/network.d/30-bridge-br0.conf && /usr/local/lib/edgeprovision/network up");
        Assert.NotEqual(0, (await node.TryAsync("ip link show tap0")).Status);
        Assert.Equal("", await node.RunAsync("ls /run/edgeprovision | grep work || true"));
    }

    [Fact]
    public async Task Network_DeviceOfAnotherMode_IsMadeAnew()
    {
        var node = await ConfiguredAsync("mode");
        var program = room.Library.Compile(room.Request("default", node, [], ("tuntap_mode", "tun"), ("bridged_networking_iface", "")), node.Facts(), false, false);
        (await node.RunAsync(program)).MustSucceed();
        Assert.Contains("tun type tun", await node.RunAsync("ip -d link show tap0"));
        Assert.Empty((await node.RunAsync(program)).MustSucceed().Changed.Select(s => s.Title));
    }

    private async Task<MachineShell> ConfiguredAsync(string id)
    {
        var node = await room.InstallAsync(id);
        (await node.RunAsync(room.Library.Compile(room.Request("default", node, []), node.Facts(), false, false))).MustSucceed();
        return node;
    }
}
