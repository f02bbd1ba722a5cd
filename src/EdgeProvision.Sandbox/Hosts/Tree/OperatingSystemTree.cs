using EdgeProvision.Model;
using EdgeProvision.Sandbox.Files;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Tree;

/// <summary>
/// The operating system that all machines of all rooms share, read-only, in a cache. Its version is that of its recipe; a room that uses it holds a
/// shared lock, so that an outdated one can be removed once nobody has used it for a while.
/// </summary>
internal sealed class OperatingSystemTree(string cacheDirectory, TimeProvider timeProvider, Action<string> progress)
{
    private const string Prefix = "tree-";
    private const string Unfinished = ".new";

    // Two versions of this program may take turns on a computer.
    private static readonly TimeSpan s_keepUnused = TimeSpan.FromDays(14);

    private string Path { get; } = System.IO.Path.Combine(cacheDirectory, Prefix + Scripts.Version(Scripts.Tree, Scripts.Repository));

    /// <summary>Makes the tree if it is not there. While the answer is not disposed, the tree stays.</summary>
    public async Task<TreeLease> LeaseAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(cacheDirectory);
        await using var building = await FileLock.TakeAsync(System.IO.Path.Combine(cacheDirectory, "building.lock"), timeProvider, cancellationToken);
        if (!Directory.Exists(Path))
        {
            await BuildAsync(cancellationToken);
        }

        await File.AppendAllTextAsync(LockOf(Path), "", cancellationToken);
        File.SetLastWriteTimeUtc(LockOf(Path), timeProvider.GetUtcNow().UtcDateTime);
        var lease = new TreeLease(Path, FileLock.Share(LockOf(Path)));
        await RemoveOutdatedAsync(cancellationToken);
        return lease;
    }

    private async Task BuildAsync(CancellationToken cancellationToken)
    {
        await InstallBuilderAsync(cancellationToken);
        var unfinished = Path + Unfinished;
        var recipe = System.IO.Path.Combine(cacheDirectory, "recipe");
        using (await FileLock.TakeAsync(System.IO.Path.Combine(cacheDirectory, "builder.lock"), timeProvider, cancellationToken)) // as tree.sh does
        {
            await MountedDirectory.RemoveAsync(unfinished, cancellationToken);
        }

        Directory.CreateDirectory(recipe);
        try
        {
            Scripts.Write(Scripts.Repository, recipe);
            var mirror = DebianMirror.Find();
            var source = mirror ?? "mmdebstrap's own mirror";
            progress($"Building the machines' operating system from {source} (once; it takes a minute or two).");
            var started = timeProvider.GetTimestamp();
            // mmdebstrap mounts the kernel's file systems into the tree. When it is killed, they go with the last of it instead of staying there.
            string[] alone = ["--mount", "--propagation", "private", "bash", Scripts.Write(Scripts.Tree, recipe)];
            var (status, _, error) = await Command.TryAsync("unshare", [.. alone, "build", unfinished, .. mirror is null ? Array.Empty<string>() : [mirror]], cancellationToken);
            if (status != 0)
            {
                throw Failed(source, error);
            }

            Directory.Move(unfinished, Path);
            progress($"The operating system is built ({timeProvider.GetElapsedTime(started).TotalSeconds:F0} s).");
        }
        finally
        {
            Directory.Delete(recipe, recursive: true);
        }
    }

    private async Task InstallBuilderAsync(CancellationToken cancellationToken)
    {
        string[] needed = ["mmdebstrap", "depmod", "ip", "nsenter", "unshare"];
        if (needed.All(n => Programs.Find(n) is not null))
        {
            return;
        }

        if (Programs.Find("apt-get") is null)
        {
            throw new EdgeException("SandboxToolsMissing", ErrorKind.NotFound, "The sandbox builds its machines' operating system with mmdebstrap, which is not installed.")
            {
                RecommendedAction = "Install mmdebstrap, debian-archive-keyring, iproute2, util-linux and kmod with this computer's package manager.",
            };
        }

        progress("Installing mmdebstrap and what it needs.");
        string[] install = ["-q", "-o", "DPkg::Lock::Timeout=300", "install", "-y", "--no-install-recommends",
            "mmdebstrap", "debian-archive-keyring", "iproute2", "util-linux", "kmod"];
        var environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        var (status, _, _) = await Command.TryAsync("apt-get", install, cancellationToken, environment);
        if (status != 0)
        {
            await Command.RunAsync("apt-get", ["-q", "update"], cancellationToken); // perhaps the lists were too old
            await Command.RunAsync("apt-get", install, cancellationToken);
        }
    }

    private async Task RemoveOutdatedAsync(CancellationToken cancellationToken)
    {
        foreach (var tree in Directory.GetDirectories(cacheDirectory, Prefix + "*").Where(t => t != Path && t != Path + Unfinished))
        {
            using var unused = FileLock.TryTake(LockOf(tree));
            if (unused is not null && timeProvider.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(LockOf(tree)) > s_keepUnused)
            {
                await DeleteAsync(tree, cancellationToken);
                File.Delete(LockOf(tree));
            }
        }
    }

    private static async Task DeleteAsync(string directory, CancellationToken cancellationToken) =>
        await Command.RunAsync("rm", ["-rf", "--one-file-system", "--", directory], cancellationToken);

    private static string LockOf(string tree) => tree + ".lock";

    private static EdgeException Failed(string source, string error)
    {
        var tail = string.Join(' ', error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(8));
        return new EdgeException("SandboxTreeFailed", ErrorKind.Unreachable, $"The operating system of the sandbox's machines could not be built from {source}: {tail}")
        {
            Target = source,
            RecommendedAction = "Check that this computer reaches the Debian mirror, and start the sandbox again.",
        };
    }
}
