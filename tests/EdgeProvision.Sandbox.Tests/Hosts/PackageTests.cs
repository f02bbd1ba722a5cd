using System.Diagnostics;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Tests.Hosts;

[Collection(MachineRoomCollection.Name)]
public sealed class PackageTests(MachineRoomFixture fixture)
{
    private const string Trust = "install -m 644 " + SandboxRepository.KeyPath + " /etc/apt/keyrings/opennebula.asc";

    private const string Enable = "mkdir -p /etc/apt/keyrings; echo 'deb [signed-by=/etc/apt/keyrings/opennebula.asc] "
        + SandboxRepository.OpenNebulaBase + "/Debian/12 stable opennebula' >/etc/apt/sources.list.d/opennebula.list";

    [Fact]
    public async Task Install_OpenNebulaNode_SetsUpWhatTheFrontEndNeeds()
    {
        await fixture.InstallAsync("packages", "packages");
        try
        {
            await fixture.SshAsync("packages", $"{Enable} && {Trust} && apt-get -qq update && apt-get -qq install -y opennebula-node");
            Assert.Equal("uid=9869(oneadmin) gid=9869(oneadmin)", await fixture.SshAsync("packages", "id oneadmin | cut -d' ' -f1,2"));
            Assert.Equal("700 oneadmin:oneadmin /var/lib/one/.ssh", await fixture.SshAsync("packages", "stat -c '%a %U:%G %n' /var/lib/one/.ssh"));
            await fixture.SshAsync("packages", "test -d /var/lib/one/datastores && systemctl restart libvirtd && systemctl is-active libvirtd && systemctl is-enabled libvirtd");
            await fixture.SshAsync("packages", "su oneadmin -c 'sudo -n ip link add br7 type bridge'");
            Assert.NotEqual(0, (await fixture.TrySshAsync("packages", "su oneadmin -c 'sudo -n cat /etc/shadow'")).Status);

            await fixture.Room.RebootAsync("packages", TestContext.Current.CancellationToken);
            await fixture.AwaitSshAsync("packages");
            await fixture.SshAsync("packages", "systemctl is-active libvirtd");
            await fixture.SshAsync("packages", "systemctl reload libvirtd && systemctl is-active libvirtd && apt-get -qq remove -y opennebula-node-kvm");
        }
        finally
        {
            await fixture.Room.ScrapAsync("packages", TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Install_DebianPackage_WorksOfflineAndAtOnce()
    {
        var watch = Stopwatch.StartNew();
        await fixture.SshAsync("device-1", "apt-get -qq update");
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{watch.Elapsed}");
        await fixture.SshAsync("device-1", "apt-get -qq install -y bridge-utils ipset ebtables iptables-persistent </dev/null && brctl show");
        Assert.Equal("", await fixture.SshAsync("device-1", "cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v file:/// || true"));
    }

    [Theory]
    [InlineData("5.10/Debian/12")]
    [InlineData("7.4/Debian/12")]
    [InlineData("")]
    public async Task Update_AnyReleaseOfTheRepository_IsServed(string path)
    {
        await fixture.SshAsync("device-2", $"{Enable} && {Trust} && sed -i 's#/Debian/12 #/{path} #' /etc/apt/sources.list.d/opennebula.list && apt-get -qq update");
        Assert.Contains("6.10.0-1", await fixture.SshAsync("device-2", "apt-cache policy opennebula-node-kvm"));
        await fixture.SshAsync("device-2", "rm /etc/apt/sources.list.d/opennebula.list");
    }

    [Fact]
    public async Task Update_WithoutTheKey_IsRefused()
    {
        var (status, output) = await fixture.TrySshAsync("device-2", $"rm -f /etc/apt/keyrings/*; {Enable}; apt-get update; s=$?; rm /etc/apt/sources.list.d/opennebula.list; exit $s");
        Assert.Equal(100, status);
        Assert.Contains("is not signed", output);
    }

    [Fact]
    public async Task Install_TamperedPackage_IsRefused()
    {
        const string Pool = "/opt/edgeprovision-repo/opennebula/Debian/12/pool/opennebula";
        await fixture.InstallAsync("tampered", "tampered");
        try
        {
            var (status, output) = await fixture.TrySshAsync("tampered",
                $"{Enable} && {Trust} && apt-get -qq update && echo more >>{Pool}/opennebula-node-kvm_6.10.0-1_all.deb && apt-get -qq install -y opennebula-node-kvm");
            Assert.Equal(100, status);
            Assert.Matches("unexpected size|Hash Sum mismatch|Size mismatch", output);

            (status, output) = await fixture.TrySshAsync("tampered",
                "sed -i 's/^Origin: .*/Origin: Other/' /opt/edgeprovision-repo/opennebula/Debian/12/dists/stable/InRelease; rm /var/lib/apt/lists/*opennebula*; apt-get -qq update");
            Assert.NotEqual(0, status);
            Assert.Contains("BADSIG", output);
        }
        finally
        {
            await fixture.Room.ScrapAsync("tampered", TestContext.Current.CancellationToken);
        }
    }
}
