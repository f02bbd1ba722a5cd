using EdgeProvision.Sandbox.Hosts.Tree;

namespace EdgeProvision.Sandbox.Tests.Hosts.Tree;

public sealed class KernelModulesTests
{
    [Fact]
    public void Loaded_Modules_MakeNoDevicesOnTheComputer()
    {
        Assert.Contains("br_netfilter", KernelModules.Loaded);
        Assert.DoesNotContain(KernelModules.Loaded, m => m is "bonding" or "dummy" or "ip_gre" or "nbd");
    }

    [Fact]
    public void LetBridgesPass_FilterJustLoaded_IsTurnedOff()
    {
        var directory = Directory.CreateTempSubdirectory("bridge-").FullName;
        var (call, other) = (Path.Combine(directory, "bridge-nf-call-iptables"), Path.Combine(directory, "bridge-nf-pass-vlan-input-dev"));
        File.WriteAllText(call, "1");
        File.WriteAllText(other, "1");
        KernelModules.LetBridgesPass(directory);
        Assert.Equal(("0", "1"), (File.ReadAllText(call), File.ReadAllText(other)));
        Directory.Delete(directory, recursive: true);
        KernelModules.LetBridgesPass(directory);
    }

    [Fact]
    public void BuiltIn_Configuration_ListsWhatIsCompiledInOnly() =>
        Assert.Equal(["bridge", "vxlan"], KernelModules.BuiltIn(["CONFIG_BRIDGE=y", "CONFIG_VXLAN=y", "CONFIG_TUN=m", "# CONFIG_DUMMY is not set"]));
}
