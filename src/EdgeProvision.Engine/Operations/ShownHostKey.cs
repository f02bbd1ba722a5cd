namespace EdgeProvision.Engine.Operations;

/// <summary>The SSH key that a host showed and that nobody has vouched for yet.</summary>
/// <param name="HostId">The OpenNebula host's id.</param>
/// <param name="Hostname">Its host name.</param>
/// <param name="Address">Where it was seen.</param>
/// <param name="KeyType"><c>ssh-ed25519</c> …</param>
/// <param name="Fingerprint"><c>SHA256:…</c></param>
public sealed record ShownHostKey(int HostId, string Hostname, string Address, string KeyType, string Fingerprint)
{
    /// <summary>A line for a question.</summary>
    public override string ToString() => FormattableString.Invariant($"host {HostId} ({Hostname}) at {Address}: {KeyType} {Fingerprint}");
}
