using System.Globalization;
using System.Text.RegularExpressions;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>Directories that something may be mounted in, because what mounted it was killed.</summary>
internal static partial class MountedDirectory
{
    /// <summary>Removes the directory with all that is in it, and nothing of what is mounted there. Nothing happens when there is none.</summary>
    /// <exception cref="EdgeException"><c>SandboxMountsRemain</c>, <c>SandboxCommandFailed</c>.</exception>
    public static async Task RemoveAsync(string directory, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (var point in PointsUnder(directory, File.ReadAllLines("/proc/self/mountinfo")).Reverse())
        {
            await Command.RunAsync("umount", ["-l", point], cancellationToken);
        }

        if (PointsUnder(directory, File.ReadAllLines("/proc/self/mountinfo")).Any())
        {
            throw new EdgeException("SandboxMountsRemain", ErrorKind.ResourceBusy, $"The sandbox's directory {directory} is not removed because something is still mounted in it.")
            {
                Target = directory,
            };
        }

        await Command.RunAsync("rm", ["-rf", "--one-file-system", "--", directory], cancellationToken);
    }

    /// <summary>The mount points in a directory, each after those that it lies in.</summary>
    internal static IEnumerable<string> PointsUnder(string directory, IEnumerable<string> mountInfo) =>
        mountInfo.Select(l => Escaped().Replace(l.Split(' ')[4], m => ((char)Convert.ToInt32(m.Groups[1].Value, 8)).ToString(CultureInfo.InvariantCulture)))
            .Where(p => p.StartsWith(directory + "/", StringComparison.Ordinal));

    // A space in a path is \040.
    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Escaped();
}
