using System.Runtime.InteropServices;

namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>Which rights files made by this process lack at first.</summary>
internal static class Umask
{
    /// <summary>Sets it for the whole process, and answers what it was.</summary>
    [DllImport("libc", EntryPoint = "umask")]
    public static extern UnixFileMode Set(UnixFileMode lacking);
}
