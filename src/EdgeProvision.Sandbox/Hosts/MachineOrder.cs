namespace EdgeProvision.Sandbox.Hosts;

/// <summary>What a machine is to be installed with: what a provider's boot-time metadata would carry, and nothing else.</summary>
/// <param name="Id">The provider's device id.</param>
/// <param name="Hostname">The operating system's host name.</param>
/// <param name="AuthorizedKeys">Lines for root's <c>authorized_keys</c>.</param>
public sealed record MachineOrder(string Id, string Hostname, IReadOnlyList<string> AuthorizedKeys)
{
    /// <summary>
    /// The address, with its prefix length (<c>10.0.1.5/24</c>), that the provider's own network gave the machine: the only one that it has on its cable. Its public address is
    /// translated. Null where the public address itself is on the cable.
    /// </summary>
    public string? InnerAddress { get; init; }
}
