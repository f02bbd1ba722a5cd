using EdgeProvision.Model;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Tests.Hosts.Room;

public sealed class ControlGroupTests
{
    [Theory]
    [InlineData("35 24 0:30 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw", "/sys/fs/cgroup")]
    [InlineData("35 24 0:30 / /mnt/x rw - cgroup2 cgroup2 rw\n36 24 0:30 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw", "/sys/fs/cgroup/unified")]
    public void Root_Mounted_IsFound(string mounts, string expected) => Assert.Equal(expected, ControlGroup.Root(mounts.Split('\n')));

    [Fact]
    public void Create_WhereNoneCanBeMade_SaysSo() => Assert.Equal("SandboxNeedsControlGroups",
        Assert.Throws<EdgeException>(() => new ControlGroup("/proc/self/no-such-place/ep-x").Create()).Code);

    [Fact]
    public void Root_OldHierarchyOnly_IsAnError() => Assert.Equal("SandboxNeedsControlGroups",
        Assert.Throws<EdgeException>(() => ControlGroup.Root(["36 24 0:31 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu"])).Code);
}
