namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>Where system commands are found: also in the directories that root's <c>PATH</c> lacks after a plain <c>su</c>.</summary>
internal static class Programs
{
    public static string SearchPath { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin") + ":/usr/sbin:/sbin";

    /// <summary>The command's file, or null.</summary>
    public static string? Find(string command) => SearchPath.Split(':').Select(d => Path.Combine(d, command)).FirstOrDefault(File.Exists);
}
