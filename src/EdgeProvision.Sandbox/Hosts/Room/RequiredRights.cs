using System.Globalization;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>What a caller must be allowed, and a computer must have, to run machines.</summary>
internal static class RequiredRights
{
    private const int AdministerSystem = 21; // CAP_SYS_ADMIN, linux/capability.h

    public static void Demand() =>
        Demand(OperatingSystem.IsLinux(), Environment.IsPrivilegedProcess && (!OperatingSystem.IsLinux() || MayMount(File.ReadAllText("/proc/self/status"))));

    public static void Demand(bool linux, bool privileged)
    {
        if (!linux)
        {
            throw NeedsRoot("The sandbox's machines are real Linux machines, and this is not Linux.",
                "Start the sandbox as root on Linux (in WSL, or on another computer) and connect to it from here.");
        }

        if (!privileged)
        {
            throw NeedsRoot("The sandbox's machines need namespaces, mounts and network interfaces, which this user may not make.",
                "Start the sandbox as root, for example with sudo. In a container, the container must be privileged.");
        }
    }

    /// <summary>A state directory on an overlay (the root of most containers) cannot hold the machines' disks, which are overlays themselves.</summary>
    public static void DemandDisk(string directory)
    {
        DemandPath(directory);
        if (new DriveInfo(directory).DriveFormat is "overlay" or "overlayfs")
        {
            throw new EdgeException("SandboxDiskUnsuitable", ErrorKind.NotSupported,
                $"The sandbox cannot keep machines' disks in {directory}, because it lies on an overlay file system.")
            {
                Target = directory,
                RecommendedAction = "Choose a state directory on an ordinary disk; in a container, a volume.",
            };
        }
    }

    /// <summary>Directories of disks are options of mounts, in which these characters part one from the next.</summary>
    internal static void DemandPath(string directory)
    {
        if (directory.AsSpan().IndexOfAny(",:\\'\"\n\t") >= 0)
        {
            throw new EdgeException("SandboxDiskUnsuitable", ErrorKind.InvalidInput,
                $"The sandbox cannot keep machines' disks in {directory}, because there is a comma, a colon, a quote or a backslash in its name.")
            {
                Target = directory,
                RecommendedAction = "Choose a state directory with a plain name.",
            };
        }
    }

    /// <summary>Root in an unprivileged container is root without this right.</summary>
    internal static bool MayMount(string processStatus)
    {
        var line = processStatus.Split('\n').FirstOrDefault(l => l.StartsWith("CapEff:", StringComparison.Ordinal));
        return line is not null
            && ulong.TryParse(line.AsSpan("CapEff:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rights)
            && (rights >> AdministerSystem & 1) == 1;
    }

    private static EdgeException NeedsRoot(string message, string action) =>
        new("SandboxNeedsRoot", ErrorKind.AccessDenied, message) { RecommendedAction = action };
}
