using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Tree;

/// <summary>Plain files in the place of those sysctls that no namespace owns, so that a machine which sets one does not set the computer's.</summary>
internal static class SysctlCopies
{
    public static async Task PrepareAsync(string directory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        foreach (var area in (string[])["vm", "fs", "kernel"])
        {
            // Some cannot be read; they are missing in machines, as on kernels without them.
            await Command.TryAsync("cp", ["-r", $"/proc/sys/{area}", directory], cancellationToken);
        }

        await Command.RunAsync("chmod", ["-R", "u+w", directory], cancellationToken);
    }
}
