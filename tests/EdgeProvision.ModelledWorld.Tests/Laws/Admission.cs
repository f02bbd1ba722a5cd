namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>What machines at EC2 let in before an edit and after it.</summary>
internal static class Admission
{
    public const string Before = "ssh_from: [198.51.100.7]\n    open: [tcp/443, udp/5000]";
    public const string After = "ssh_from: [203.0.113.0/24]\n    open: [tcp/443, icmp]";

    /// <summary>The rules of the group after it, but for the overlay's.</summary>
    public static IReadOnlyList<string> Rules { get; } =
    [
        "in peer: 0.0.0.0/0, ICMP, from port: -1, to port: -1, ALLOW", "in peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW", "in peer: 203.0.113.0/24, TCP, from port: 22, to port: 22, ALLOW",
    ];
}
