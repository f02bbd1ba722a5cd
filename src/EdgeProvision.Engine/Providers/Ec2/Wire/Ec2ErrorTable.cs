using System.Collections.Frozen;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Wire;

/// <summary>What the service's error codes mean. Its statuses say little: most refusals are 400, a lack of machines is 500, a request limit is 503.</summary>
internal static class Ec2ErrorTable
{
    private static readonly StatusRule Throttled = StatusRule.For(429, null);

    private static readonly StatusRule LoginRefused = StatusRule.For(401, null) with { Action = "Give a valid access key and secret for this endpoint and region." };

    private static readonly StatusRule Expired = LoginRefused with
    {
        Meaning = "does not accept the time of the request: this machine's clock differs from its own",
        Action = "Set this machine's clock (NTP), and run the same command again.",
    };

    private static readonly StatusRule LacksRight = StatusRule.For(403, null) with { Action = "Let the account's administrator allow this call (IAM), or use other credentials." };

    private static readonly StatusRule Exhausted = new(
        "ProviderRefused", ErrorKind.LimitReached, false, "has none left or the account's limit is reached",
        "Choose another instance type, zone or region, or have the account's quota raised; then run the same command again.");

    private static readonly StatusRule GroupFull = Exhausted with
    {
        Meaning = "lets no more rules into the security group",
        Action = "Name fewer and larger networks in ssh_from and open, take out of the group what you have added to it by hand, or have the account's quota raised; then run the same command again.",
    };

    private static readonly StatusRule Absent = StatusRule.For(404, null) with { Action = "Check what the descriptor names, and that it is in this region and account." };

    private static readonly FrozenDictionary<string, StatusRule> Table = new (StatusRule Rule, string[] Codes)[]
    {
        (Throttled, ["RequestLimitExceeded", "Throttling", "ThrottlingException", "EC2ThrottledException", "RequestThrottled", "RequestThrottledException"]),
        (LoginRefused, ["AuthFailure", "SignatureDoesNotMatch", "InvalidClientTokenId", "UnrecognizedClientException", "MissingAuthenticationToken", "IncompleteSignature", "ExpiredToken", "ExpiredTokenException", "Blocked"]),
        (Expired, ["RequestExpired", "RequestTimeTooSkewed"]),
        (LacksRight, ["UnauthorizedOperation", "OptInRequired", "AccessDenied", "AccessDeniedException"]),
        (Exhausted,
        [
            "InsufficientInstanceCapacity", "InsufficientHostCapacity", "InsufficientCapacity", "InsufficientReservedInstanceCapacity", "InsufficientAddressCapacity",
            "InstanceLimitExceeded", "VcpuLimitExceeded", "AddressLimitExceeded", "VpcLimitExceeded", "InternetGatewayLimitExceeded", "SecurityGroupLimitExceeded",
            "PrivateIpAddressLimitExceeded", "MaxIOPSLimitExceeded", "VolumeLimitExceeded", "PendingVerification", "InsufficientFreeAddressesInSubnet",
            "SubnetLimitExceeded", "RouteTableLimitExceeded", "Unsupported",
        ]),
        (GroupFull, ["RulesPerSecurityGroupLimitExceeded"]),
    }.SelectMany(row => row.Codes.Select(code => KeyValuePair.Create(code, row.Rule))).ToFrozenDictionary(StringComparer.Ordinal);

    public static StatusRule For(string code, int status)
    {
        if (Table.TryGetValue(code, out var rule))
            return rule;
        if (IsAbsence(code))
            return Absent;
        return code is "InternalError" or "InternalFailure" or "Unavailable" or "ServiceUnavailable" ? StatusRule.For(500, null)
            : code == "RequestTimeout" ? StatusRule.For(408, null)
            : StatusRule.For(status, null);
    }

    /// <summary>True for the codes that say that a thing of this id is not there.</summary>
    public static bool IsAbsence(string? code) => code?.EndsWith(".NotFound", StringComparison.Ordinal) == true;
}
