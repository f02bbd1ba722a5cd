using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Tests.Hosts.Room;

public sealed class MountedDirectoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RemoveAsync_WithMountsOverMounts_LeavesNeitherThemNorItAndNotWhatWasMounted()
    {
        RequireRoot.Demand();
        var mounted = Directory.CreateTempSubdirectory("mounted-").FullName;
        await File.WriteAllTextAsync(Path.Combine(mounted, "kept"), "", Token);
        var directory = Path.Combine(LinuxMachineRoomOptions.DefaultStateDirectory, $"a tree {Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(directory, "one"));
        await Shell.RunAsync("mount", "-t", "tmpfs", "tmpfs", Path.Combine(directory, "one"));
        Directory.CreateDirectory(Path.Combine(directory, "one", "two"));
        await Shell.RunAsync("mount", "--bind", mounted, Path.Combine(directory, "one", "two"));

        await MountedDirectory.RemoveAsync(directory, Token);
        await MountedDirectory.RemoveAsync(directory, Token);

        Assert.False(Directory.Exists(directory));
        Assert.True(File.Exists(Path.Combine(mounted, "kept")));
        Assert.DoesNotContain(directory.Replace(" ", @"\040", StringComparison.Ordinal), await File.ReadAllTextAsync("/proc/self/mountinfo", Token), StringComparison.Ordinal);
        Directory.Delete(mounted, recursive: true);
    }

    [Fact]
    public void PointsUnder_MountInfo_AreThoseInside() => Assert.Equal(["/a b/x", "/a b/x/y"], MountedDirectory.PointsUnder("/a b",
        [@"1 0 0:1 / /a\040b rw - tmpfs tmpfs rw", @"2 1 0:2 / /a\040b/x rw - tmpfs tmpfs rw", @"3 1 0:3 / /a\040bc/x rw - tmpfs tmpfs rw", @"4 2 0:4 / /a\040b/x/y rw - tmpfs tmpfs rw"]));
}
