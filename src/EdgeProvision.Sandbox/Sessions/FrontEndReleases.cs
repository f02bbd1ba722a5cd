using EdgeProvision.Model;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>The releases by the names that people give them.</summary>
internal static class FrontEndReleases
{
    private static readonly Dictionary<string, FrontEndRelease> ByName = new()
    {
        ["5.10"] = FrontEndRelease.V5_10,
        ["6.10"] = FrontEndRelease.V6_10,
        ["7.4"] = FrontEndRelease.V7_4,
    };

    /// <exception cref="EdgeException"><c>SandboxReleaseUnknown</c>.</exception>
    public static FrontEndRelease Parse(string name) => ByName.TryGetValue(name, out var release)
        ? release
        : throw new EdgeException("SandboxReleaseUnknown", ErrorKind.InvalidInput, $"The sandbox does not play release '{name}'; it plays {string.Join(", ", ByName.Keys)}.") { Target = name };
}
