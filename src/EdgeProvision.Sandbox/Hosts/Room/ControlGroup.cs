using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>A control group (version 2): the one handle on all processes of a room or a machine, whoever their parent is.</summary>
internal sealed record ControlGroup(string Path)
{
    /// <summary>The group of that name at the top of the hierarchy, wherever that is mounted.</summary>
    public static ControlGroup OfRoom(RoomName name) => new(System.IO.Path.Combine(Root(File.ReadLines("/proc/self/mountinfo")), name.ControlGroup));

    public ControlGroup Part(string name) => new(System.IO.Path.Combine(Path, name));

    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeException("SandboxNeedsControlGroups", ErrorKind.NotSupported, $"The sandbox cannot make the control group {Path}: {error.Message}", error)
            {
                Target = Path,
                RecommendedAction = "In a container, give it control groups that it may write to: a privileged one with a control group namespace of its own.",
            };
        }

        if (!File.Exists(KillFile))
        {
            throw new EdgeException("SandboxKernelTooOld", ErrorKind.NotSupported, "The sandbox needs a Linux kernel of 5.14 or later, which can kill a whole control group.");
        }
    }

    /// <summary>Hands controllers on to the groups inside; one that the kernel keeps to itself is left out.</summary>
    public void ShareControllers()
    {
        foreach (var controller in File.ReadAllText(System.IO.Path.Combine(Path, "cgroup.controllers")).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                File.WriteAllText(System.IO.Path.Combine(Path, "cgroup.subtree_control"), "+" + controller);
            }
            catch (IOException)
            {
                // Machines count processes and memory only as far as the computer lets them.
            }
        }
    }

    /// <summary>Kills every process in it, at once.</summary>
    public void Kill()
    {
        if (File.Exists(KillFile))
        {
            File.WriteAllText(KillFile, "1");
        }
    }

    /// <summary>Kills every process in it, waits for their end and removes the group.</summary>
    public async Task RemoveAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        for (var attempt = 0; Directory.Exists(Path); attempt++)
        {
            Kill();
            if (TryRemove(Path))
            {
                return;
            }

            if (attempt == 500)
            {
                throw new EdgeException("SandboxProcessesRemain", ErrorKind.ResourceBusy, $"Processes of the sandbox in the control group {Path} have not ended 10 seconds after they were killed.")
                {
                    Target = Path,
                };
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), timeProvider, cancellationToken);
        }
    }

    internal static string Root(IEnumerable<string> mountInfo)
    {
        // id parent major:minor root mount-point options [tags] - type source options
        var points = mountInfo.Where(l => l.Contains(" - cgroup2 ", StringComparison.Ordinal)).Select(l => l.Split(' ')[4]).ToList();
        return points.Find(p => p.StartsWith("/sys/fs/cgroup", StringComparison.Ordinal)) ?? throw new EdgeException(
            "SandboxNeedsControlGroups", ErrorKind.NotSupported, "The sandbox needs control groups of version 2, and none are mounted under /sys/fs/cgroup.")
        {
            RecommendedAction = "Mount them, for example with: mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified",
        };
    }

    private string KillFile => System.IO.Path.Combine(Path, "cgroup.kill");

    private static bool TryRemove(string path)
    {
        try
        {
            var removed = Directory.GetDirectories(path).All(TryRemove);
            if (removed)
            {
                Directory.Delete(path);
            }

            return removed;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
