namespace EdgeProvision.Engine.Hosts;

/// <summary>What a host says of itself.</summary>
/// <param name="BootId"><c>/proc/sys/kernel/random/boot_id</c>.</param>
/// <param name="OsId">ID of <c>/etc/os-release</c>, lower case: <c>debian</c>.</param>
/// <param name="OsIdLike">ID_LIKE of the same, split at blanks.</param>
/// <param name="OsVersion">VERSION_ID of the same, unquoted: <c>12</c>.</param>
/// <param name="OsName">PRETTY_NAME of the same.</param>
/// <param name="Architecture"><c>uname -m</c>.</param>
/// <param name="HasSystemd">True when systemd is process 1.</param>
/// <param name="DefaultInterface">The network interface of the default IPv4 route, or null.</param>
/// <param name="Interfaces">IPv4 addresses (without prefix length) by interface or label name.</param>
public sealed record HostFacts(
    string BootId, string OsId, IReadOnlyList<string> OsIdLike, string OsVersion, string OsName, string Architecture, bool HasSystemd,
    string? DefaultInterface, IReadOnlyDictionary<string, IReadOnlyList<string>> Interfaces);
