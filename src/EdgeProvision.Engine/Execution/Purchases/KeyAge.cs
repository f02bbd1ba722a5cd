using System.Globalization;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;

namespace EdgeProvision.Engine.Execution.Purchases;

/// <summary>
/// No machine of a key is older than the key's first order: one that is was given the tag by somebody else, and is nobody's surplus. The moment is
/// taken before the first order and by the service's own clock, which dates its machines, too; machines of one service may differ by a little.
/// A service that does not tell its time is judged by this machine's clock, which may be wrong by much more.
/// </summary>
internal static class KeyAge
{
    private static readonly TimeSpan s_serviceTolerance = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_ownTolerance = TimeSpan.FromDays(1);

    /// <summary>What a host's claim says of it: seconds since 1970.</summary>
    public static string Before(OperationScope scope, IProviderDriver driver)
    {
        var since = driver.ServiceTime is { } told ? told - s_serviceTolerance : scope.Time.GetUtcNow() - s_ownTolerance;
        return since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>True when a device that carries the host's key can have come of one of its orders. Where the claim does not say, nothing is proven.</summary>
    public static bool Allows(HostWork host, Device device) =>
        long.TryParse(host.Template.Text(EdgeAttribute.Since), NumberStyles.None, CultureInfo.InvariantCulture, out var since)
        && device.CreatedAt.ToUnixTimeSeconds() >= since;
}
