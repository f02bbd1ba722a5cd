using System.Runtime.CompilerServices;

namespace EdgeProvision.Sandbox.Tests.Hosts;

/// <summary>Real machines need root on Linux. Where these tests cannot run they fail: a skipped one would look like a passed one.</summary>
internal static class RequireRoot
{
    public static void Demand([CallerMemberName] string what = "") =>
        Assert.True(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, $"{what} boots real Linux machines: run the tests as root on Linux.");
}
