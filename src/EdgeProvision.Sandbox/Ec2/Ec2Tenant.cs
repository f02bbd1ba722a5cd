namespace EdgeProvision.Sandbox.Ec2;

/// <summary>A key pair for signing calls, and the account that it opens.</summary>
public sealed record Ec2Tenant(string AccessKeyId, string SecretKey, string AccountId)
{
    /// <summary>Calls signed with temporary credentials carry it beside the signature; null for permanent ones.</summary>
    public string? SessionToken { get; init; }

    /// <summary>When temporary credentials end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Actions that the account's policy does not let these credentials do.</summary>
    public IReadOnlySet<string> DeniedActions { get; init; } = new HashSet<string>();

    /// <summary>Regions in which the organization's policy lets these credentials do nothing.</summary>
    public IReadOnlySet<string> DeniedRegions { get; init; } = new HashSet<string>();

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"{AccessKeyId} (account {AccountId})";
}
