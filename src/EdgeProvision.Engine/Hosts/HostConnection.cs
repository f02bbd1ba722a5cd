namespace EdgeProvision.Engine.Hosts;

/// <summary>How to reach an edge host and what to accept from it.</summary>
/// <param name="Address">Address or name.</param>
/// <param name="Port">TCP port.</param>
/// <param name="User">Login name.</param>
/// <param name="Credentials">What to log in with.</param>
/// <param name="PinnedKey">The only accepted host key (<c>ssh-ed25519 AAAA…</c>), or null where there is no pin yet.</param>
/// <param name="AcceptFirstContact">True to accept any key when there is no pin: only for a device that carries our key. Else no pin is an error that prints the fingerprint found.</param>
/// <param name="Deadline">How long to keep trying from now on.</param>
public sealed record HostConnection(
    string Address, int Port, string User, SshCredentials Credentials, string? PinnedKey, bool AcceptFirstContact, TimeSpan Deadline)
{
    /// <summary>The OpenNebula host's id, for advice that names commands; null when it is not known.</summary>
    public int? HostId { get; init; }
}
