using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Hosts.Tests.Roles;

/// <summary>A check says what a run would change, and is the only thing on its host that changes nothing.</summary>
public sealed class CheckModeTests(ConfiguredRoom room) : IClassFixture<ConfiguredRoom>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("default")]
    [InlineData("static_vxlan")]
    public async Task Check_FreshHost_SaysWhatWouldChangeAndTouchesNothing(string playbook)
    {
        var node = await room.InstallAsync($"fresh-{playbook.Replace('_', '-')}");
        await using var channel = await room.ConnectAsync(node);
        var check = await CheckUntouchedAsync(channel, room.Library.Compile(room.Request(playbook, node, [node]), node.Facts(), false, checkOnly: true));

        Assert.Empty(check.Steps.Where(s => s.Outcome == HostStepOutcome.Failed).Select(s => $"{s.Title}: {s.Detail}"));
        Assert.Contains("opennebula-node-kvm: no version in the package lists at hand", Detail(check, "OpenNebula node packages"));
        Assert.Equal(HostStepOutcome.Unknown, Step(check, "libvirt runs, now and after every boot").Outcome);
        Assert.Contains("libvirtd.service is not there yet", Detail(check, "libvirt runs, now and after every boot"));
        Assert.Equal(HostStepOutcome.Unknown, Step(check, "Settings of the SSH server hold").Outcome);
        Assert.Contains("+PasswordAuthentication no\n", Detail(check, "Settings of the SSH server"));
        Assert.Contains("now 0, wanted 1", Detail(check, "Forwarding"));
        var network = Detail(check, "Network in force");
        Assert.Contains("br0: new bridge\n", network);
        Assert.Contains("br0: address 192.168.150.1/24\n", network);
        Assert.Contains("+\t\tip saddr 192.168.150.0/24 oifname \"eth0\" masquerade\n", network);
        Assert.Contains("edgeprovision-network.service: enabled\n", network);
        if (playbook == "static_vxlan")
            Assert.Contains("vxlan100: new tunnel, network 100 from " + node.Machine.PrivateAddress, network);

        await AssertForetoldAsync(node, check, room.Library.Compile(room.Request(playbook, node, [node]), node.Facts(), false, checkOnly: false), "Folder of oneadmin's keys");
    }

    [Fact]
    public async Task Check_HostAsConfigured_IsAsItShouldBe()
    {
        var (node, channel, request) = await ConfiguredAsync("settled");
        await using var _ = channel;
        var check = await CheckUntouchedAsync(channel, room.Library.Compile(request, node.Facts(), false, checkOnly: true));
        Assert.Equal(HostStepOutcome.Ok, check.Outcome);
        Assert.All(check.Steps, s => Assert.True(s.Outcome is HostStepOutcome.Ok or HostStepOutcome.Skipped, $"{s.Title}: {s.Outcome} {s.Detail}"));
    }

    [Fact]
    public async Task Check_HostThatHasDrifted_NamesEachStepAndTouchesNothing()
    {
        var (node, channel, request) = await ConfiguredAsync("drifted");
        await using var _ = channel;
        await node.RunAsync("""
            nft delete rule inet edgeprovision postrouting handle $(nft -a list chain inet edgeprovision postrouting | sed -n 's/.*masquerade # handle //p')
            ip link del vxlan100
            bridge fdb show >/dev/null
            echo 0 > /proc/sys/net/ipv4/ip_forward
            sed -i 's/^PasswordAuthentication no/PasswordAuthentication yes/' /etc/ssh/sshd_config.d/00-edgeprovision.conf
            chmod 0666 /etc/edgeprovision/network.d/30-bridge-br0.conf
            chmod 0755 /var/lib/one/.ssh
            : > /var/lib/one/.ssh/authorized_keys
            rm /usr/libexec/qemu-kvm
            systemctl stop libvirtd; systemctl disable -q libvirtd
            echo 10.9.9.9 >> /etc/edgeprovision/peers
            """);
        var check = await CheckUntouchedAsync(channel, room.Library.Compile(request, node.Facts(), false, checkOnly: true));

        Assert.Equal(HostStepOutcome.Changed, check.Outcome);
        Assert.Equal(
            [
                "Emulator under its Red Hat name", "libvirt runs, now and after every boot", "Folder of oneadmin's keys", "Key of the front-end's oneadmin", "Settings of the SSH server",
                "SSH server with its new settings", "Bridge br0", "Peers of the overlay", "Forwarding", "Network in force",
            ],
            check.Steps.Where(s => s.Outcome == HostStepOutcome.Changed).Select(s => s.Title));
        Assert.Equal("libvirtd.service: enabled\nlibvirtd.service: start\n", Detail(check, "libvirt runs, now and after every boot"));
        Assert.Equal("/var/lib/one/.ssh: mode 755, wanted 700\n", Detail(check, "Folder of oneadmin's keys"));
        Assert.Contains("-PasswordAuthentication yes\n+PasswordAuthentication no\n", Detail(check, "Settings of the SSH server"));
        Assert.Contains("-10.9.9.9\n", Detail(check, "Peers of the overlay"));
        var network = Detail(check, "Network in force");
        Assert.Contains("oifname \"eth0\" masquerade\n", network);
        Assert.Contains("vxlan100: new tunnel", network);
        Assert.DoesNotContain("br0: new bridge", network);

        await AssertForetoldAsync(node, check, room.Library.Compile(request, node.Facts(), false, checkOnly: false));
    }

    [Fact]
    public async Task Check_OtherValuesThanTheHostHas_SaysWhatTheyWouldChange()
    {
        var (node, channel, _) = await ConfiguredAsync("wished");
        await using var __ = channel;
        var request = room.Request(
            "static_vxlan", node, [node], ("iptables_base_rules_strict", true), ("bridged_networking_static_ip", "192.168.151.1"), ("opennebula_p2p_vxlan_vxlan_vni", 200L), ("opennebula_p2p_vxlan_remotes", new object?[] { "10.1.1.1" }));
        var check = await CheckUntouchedAsync(channel, room.Library.Compile(request, node.Facts(), false, checkOnly: true));
        var network = Detail(check, "Network in force");
        Assert.Contains("br0: without address 192.168.150.1/24\nbr0: address 192.168.151.1/24\n", network);
        Assert.Contains("+\t\treject with icmpx admin-prohibited\n", network);
        Assert.Contains("vxlan100: taken down, its settings have changed\nvxlan100: new tunnel, network 200 ", network);
        Assert.Contains("vxlan100: peer 10.1.1.1\n", network);
        await AssertForetoldAsync(node, check, room.Library.Compile(request, node.Facts(), false, checkOnly: false));
    }

    [Fact]
    public async Task Check_StepsOfARoleOfOnesOwn_EachSaysWhatItCan()
    {
        var node = await room.InstallAsync("own");
        await using var channel = await room.ConnectAsync(node);
        using OwnRoles roles = new("""
            variables:
              token: {description: d, secret: true, default: ""}
            steps:
              - {title: Folder, directory: {path: /opt/own/conf}}
              - {title: File, name: file, file: {path: /opt/own/conf/a, content: "one\ntwo\n"}}
              - {title: Line of a file that is not there yet, line: {path: /opt/own/conf/a, line: three}}
              - {title: Secret, file: {path: /opt/own/conf/secret, content: "{{ token }}", mode: "0600"}}
              - {title: File in no folder, file: {path: /opt/nowhere/a, content: x}}
              - {title: Line in no file, line: {path: /opt/nowhere/b, line: x}}
              - {title: No such unit, service: {unit: nothing.service, state: started}}
              - {title: Writes where it should only look, command: {effect: other, unless: 'touch /root/written-by-unless', run: 'true'}}
              - {title: Needs a temporary file, command: {effect: other, unless: 'f=$(mktemp) && echo x > "$f" && rm "$f"', run: 'touch /root/never'}}
              - {title: Done already, command: {effect: creates, creates: /etc/passwd, run: 'touch /root/never'}}
              - {title: To be run, command: {effect: creates, creates: /root/never, run: 'touch /root/never'}}
              - {title: Looks, command: {effect: check, run: 'touch /root/never'}}
              - {title: Package, package: {names: [cowsay-of-another-world]}}
              - {title: Its unit, service: {unit: cowsay.service, enabled: true, state: started}}
              - {title: Its file, line: {path: /etc/cowsay.conf, line: moo}}
              - {title: After the file, if_changed: [file], command: {effect: other, unless: 'false', run: 'touch /root/never'}}
            """);
        var check = await CheckUntouchedAsync(channel, roles.Compile(room, node, checkOnly: true, ("token", "hunter2")));
        Assert.Equal(HostStepOutcome.Failed, check.Outcome);
        Assert.Equal(
            [
                "Folder: Changed", "File: Changed", "Line of a file that is not there yet: Changed", "Secret: Changed", "File in no folder: Failed", "Line in no file: Failed",
                "No such unit: Failed", "Writes where it should only look: Changed", "Needs a temporary file: Ok", "Done already: Ok", "To be run: Changed", "Looks: Unknown",
                "Package: Changed", "Its unit: Unknown", "Its file: Unknown", "After the file: Changed",
            ],
            check.Steps.Select(s => $"{s.Title}: {s.Outcome}"));
        Assert.Contains(" two\n+three\n", Detail(check, "Line of a file that is not there yet"));
        Assert.Equal("/opt/own/conf/secret: content not shown\n", Detail(check, "Secret"));
        Assert.Contains("the folder /opt/nowhere does not exist", Detail(check, "File in no folder"));
        Assert.Contains("there is no unit nothing.service", Detail(check, "No such unit"));
        Assert.Contains("packages that would be installed before may bring it", Detail(check, "Its file"));
        Assert.DoesNotContain("hunter2", string.Concat(check.Steps.Select(s => s.Detail)));
    }

    [Fact]
    public async Task Check_ConfigurationUnderWay_WaitsForNobody()
    {
        var node = await room.InstallAsync("busy");
        await using var channel = await room.ConnectAsync(node);
        using OwnRoles roles = new("steps:\n  - {title: T, command: {effect: other, unless: 'test -e /root/done', run: 'touch /root/begun; while [ ! -e /root/go ]; do sleep 0.1; done; touch /root/done'}}\n");
        var running = channel.RunProgramAsync(roles.Compile(room, node), _ => { }, Token);
        await using var other = await room.ConnectAsync(node);
        Assert.Equal(0, (await other.RunCommandAsync("for i in $(seq 600); do test -e /root/begun && exit 0; sleep 0.1; done; exit 1", null, Token)).ExitStatus);
        var check = await other.RunProgramAsync(roles.Compile(room, node, checkOnly: true), _ => { }, Token).WaitAsync(TimeSpan.FromSeconds(120), Token);
        Assert.False(running.IsCompleted);
        Assert.Equal(HostStepOutcome.Changed, check.Outcome);
        await other.RunCommandAsync("touch /root/go", null, Token);
        Assert.Equal(HostStepOutcome.Changed, (await running).Outcome);
    }

    [Fact]
    public async Task Check_KilledInTheMiddle_LeavesNothing()
    {
        var node = await room.InstallAsync("killed");
        await using var channel = await room.ConnectAsync(node);
        using OwnRoles roles = new("steps:\n  - {title: First, file: {path: /opt/x, content: x}}\n  - {title: Slow, command: {effect: other, unless: 'sleep 4321', run: 'true'}}\n");
        await SettleAsync(channel);
        var before = await HostSnapshot.TakeAsync(channel);
        await using var other = await room.ConnectAsync(node);
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var checking = other.RunProgramAsync(roles.Compile(room, node, checkOnly: true), _ => cancel.CancelAfter(500), cancel.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => checking);

        // Again and again, for one may start another between the look and the kill. The brackets keep this very shell out of what it finds.
        await channel.RunCommandAsync("while p=$(pgrep -f '[s]leep 4321|[e]dgeprovision_program|^[u]nshare |^[t]imeout '); do kill -KILL $p; sleep 0.1; done", null, Token);
        Assert.Empty(before.DifferencesTo(await HostSnapshot.TakeAsync(channel)));
    }

    private async Task<(MachineShell Node, IHostChannel Channel, ConfigurationRequest Request)> ConfiguredAsync(string id)
    {
        var node = await room.InstallAsync(id);
        var request = room.Request("static_vxlan", node, [node]);
        (await node.RunAsync(room.Library.Compile(request, node.Facts(), false, false))).MustSucceed();
        return (node, await room.ConnectAsync(node), request);
    }

    private static async Task<ProgramReport> CheckUntouchedAsync(IHostChannel channel, HostProgram program)
    {
        Assert.True(program.CheckOnly);
        await SettleAsync(channel);
        var before = await HostSnapshot.TakeAsync(channel);
        var report = await channel.RunProgramAsync(program, _ => { }, Token);
        Assert.Empty(before.DifferencesTo(await HostSnapshot.TakeAsync(channel)));
        foreach (var step in report.Steps)
            TestContext.Current.TestOutputHelper?.WriteLine($"{step.Duration.TotalMilliseconds,7} ms {step.Outcome,-8} {step.Title}\n{step.Detail}");
        Assert.Equal(program.Steps.Count, report.Steps.Count);
        return report;
    }

    /// <summary>
    /// A host that still boots, addresses that are still being tried out, and links whose carrier has just changed (the kernel tells that at most once a second)
    /// change by themselves.
    /// </summary>
    private static Task<CommandResult> SettleAsync(IHostChannel channel) =>
        channel.RunCommandAsync(
            """
            systemctl is-system-running --wait
            network() { ip -o link; ip -o addr; ip -o -4 route show table all; ip -o -6 route show table all; }
            for i in $(seq 20); do
              before=$(network); sleep 1.1
              [ "$before" = "$(network)" ] && ! ip -o addr | grep -q tentative && break
            done
            """, null, Token);

    /// <summary>What the check said is what the run then does. Packages may bring folders that they are not known for.</summary>
    private static async Task AssertForetoldAsync(MachineShell node, ProgramReport check, HostProgram program, params string[] broughtByPackages)
    {
        var run = (await node.RunAsync(program)).MustSucceed();
        var foretold = check.Steps.Where(s => s.Outcome != HostStepOutcome.Unknown).ToList();
        Assert.Equal(
            foretold.Select(s => $"{s.Title}: {(broughtByPackages.Contains(s.Title) ? HostStepOutcome.Ok : s.Outcome)}"),
            foretold.Select(s => $"{s.Title}: {run.Steps[s.Index].Outcome}"));
    }

    private static HostStepReport Step(ProgramReport check, string title) => Assert.Single(check.Steps, s => s.Title == title);

    private static string Detail(ProgramReport check, string title) => Step(check, title).Detail;
}
