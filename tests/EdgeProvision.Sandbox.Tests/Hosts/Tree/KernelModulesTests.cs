using EdgeProvision.Sandbox.Hosts.Tree;

namespace EdgeProvision.Sandbox.Tests.Hosts.Tree;

public sealed class KernelModulesTests
{
    [Fact]
    public void BuiltIn_Configuration_ListsWhatIsCompiledInOnly() =>
        Assert.Equal(["bridge", "vxlan"], KernelModules.BuiltIn(["CONFIG_BRIDGE=y", "CONFIG_VXLAN=y", "CONFIG_TUN=m", "# CONFIG_DUMMY is not set"]));
}
