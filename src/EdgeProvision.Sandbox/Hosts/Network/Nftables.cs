using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Network;

/// <summary>Rules of packets in a network namespace, by the shared operating system's <c>nft</c>: this computer need not have one.</summary>
internal static class Nftables
{
    /// <summary>Carries the statements out in one transaction: nobody ever finds half of them.</summary>
    // One argument each: the kernel limits the length of one, not their number.
    public static Task ApplyAsync(string networkNamespace, string tree, IEnumerable<string> statements, CancellationToken cancellationToken) =>
        Command.RunAsync("ip", ["netns", "exec", networkNamespace, "chroot", tree, "/usr/sbin/nft", .. statements.Select(statement => statement + ";")], cancellationToken);
}
