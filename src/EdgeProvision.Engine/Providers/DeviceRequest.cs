namespace EdgeProvision.Engine.Providers;

/// <summary>What is asked of a provider: one machine.</summary>
/// <param name="ProvisionId">Goes into the tag <c>edge-provision</c>.</param>
/// <param name="EdgeKey">Goes into the tag <c>edge-key</c>.</param>
/// <param name="Attempt">The request's number for this key, from 1: raised only when nothing can come of the predecessor any more, which is proven gone, refused or spent.</param>
/// <param name="HostId">The OpenNebula host's id, for the original's tag <c>ONE_HOST_ID</c>.</param>
/// <param name="Hostname">Evaluated <c>provision.hostname</c>.</param>
/// <param name="SshPublicKey">The line that root is to accept.</param>
/// <param name="Keys">The evaluated <c>provision</c> section, keys in lower case, without the driver's name and credentials; lists joined by commas.</param>
public sealed record DeviceRequest(
    string ProvisionId, string EdgeKey, int Attempt, int HostId, string Hostname, string SshPublicKey, IReadOnlyDictionary<string, string> Keys)
{
    /// <summary>When the service is to take the machine away by itself, in whole seconds; null for never.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>
    /// True when an earlier run was killed while it ordered a machine for this provision: what it had the provider make around it may not be shown yet, and must not be made twice.
    /// </summary>
    public bool FollowsAnother { get; init; }
}
