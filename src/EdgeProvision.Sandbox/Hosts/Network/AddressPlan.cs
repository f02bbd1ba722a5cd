using System.Net;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Hosts.Network;

/// <summary>
/// A room's addresses. "Public" ones come from ranges that the Internet does not route (shared address space, RFC 6598; benchmarking, RFC 2544):
/// the lower half for machines, the upper half to be routed to machines one by one.
/// </summary>
internal sealed record AddressPlan(IPNetwork Public, IPNetwork Elastic, IPNetwork Private)
{
    /// <summary>Beyond the gateway; each room has it to itself, in a namespace (RFC 5737).</summary>
    public const string Outside = "198.51.100.1";

    private const int FirstHost = 256;
    private const int HostsPerBlock = 250;

    /// <summary>How many machines there are addresses for, and names: an interface's has room for four digits.</summary>
    public const int Capacity = 9_999;

    public string Gateway => At(Public, 1);

    public string OwnPublic => At(Public, 2);

    public string OwnPrivate => At(Private, 2);

    /// <summary>This computer's address when the room looks after its machines, which no provider's rules know of.</summary>
    public string Lookout => At(Public, 3);

    public string PublicOf(int machine) => At(Public, Offset(machine));

    public string PrivateOf(int machine) => At(Private, Offset(machine));

    public static string Mac(int machine) => $"02:ed:9e:00:{machine >> 8:x2}:{machine & 0xff:x2}";

    /// <summary>The first ranges that nothing on this computer leads to.</summary>
    public static AddressPlan Choose(IReadOnlyCollection<IPNetwork> used)
    {
        var open = Range(100, 64, 64).Concat(Range(198, 18, 2)).FirstOrDefault(n => IsFree(n, used));
        var closed = Range(10, 64, 128).Concat(Range(172, 16, 16)).FirstOrDefault(n => IsFree(n, used));
        if (open == default || closed == default)
        {
            throw new EdgeException("SandboxAddressesExhausted", ErrorKind.LimitReached, "The sandbox finds no address range that this computer does not use already.")
            {
                RecommendedAction = "Stop other sandboxes, or remove routes to 100.64.0.0/10 and 10.0.0.0/8.",
            };
        }

        var start = open.BaseAddress.GetAddressBytes();
        return new AddressPlan(new IPNetwork(open.BaseAddress, 17), new IPNetwork(new IPAddress([start[0], start[1], 128, 0]), 17), closed);
    }

    private static bool IsFree(IPNetwork candidate, IEnumerable<IPNetwork> used) =>
        !used.Any(u => u.Contains(candidate.BaseAddress) || candidate.Contains(u.BaseAddress));

    private static IEnumerable<IPNetwork> Range(byte first, int second, int count) =>
        Enumerable.Range(second, count).Select(n => new IPNetwork(new IPAddress([first, (byte)n, 0, 0]), 16));

    // No address ends in 0 or 255: some tools take those for mistakes.
    private static int Offset(int machine) => FirstHost * (1 + (machine - 1) / HostsPerBlock) + 1 + (machine - 1) % HostsPerBlock;

    private static string At(IPNetwork network, int offset)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        bytes[2] += (byte)(offset >> 8);
        bytes[3] += (byte)offset;
        return new IPAddress(bytes).ToString();
    }
}
