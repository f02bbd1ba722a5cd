using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Admission;

/// <summary>
/// What a descriptor opens, one thing: <c>tcp/443</c>, <c>udp/5000-5010 from 198.51.100.0/24</c>, <c>icmp</c>. What hosts are kept by is no by-catch of a range: SSH has to be
/// named by itself, and the overlay, which believes whatever comes, is never opened.
/// </summary>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</param>
/// <param name="First">The first port; 0 for icmp.</param>
/// <param name="Last">The last one.</param>
/// <param name="From">The network that may come in, or null for all.</param>
public sealed partial record OpenPorts(string Protocol, int First, int Last, string? From)
{
    /// <summary>The port of SSH.</summary>
    internal const int SshPort = 22;

    /// <summary>The port of the overlay (VXLAN).</summary>
    internal const int OverlayPort = 4789;

    private const int LastPort = 65535;

    /// <summary>SSH from one network.</summary>
    public static OpenPorts Login(string network) => new("tcp", SshPort, SshPort, network);

    /// <summary>True for the port that hosts are logged in to by.</summary>
    public bool IsLogin => this is { Protocol: "tcp", First: SshPort, Last: SshPort };

    /// <summary>The overlay from one member.</summary>
    public static OpenPorts Overlay(string address) => new("udp", OverlayPort, OverlayPort, $"{address}/32");

    /// <summary>True for the overlay's port.</summary>
    public bool IsOverlay => this is { Protocol: "udp", First: OverlayPort, Last: OverlayPort };

    /// <summary>True where that port is among these.</summary>
    public bool IncludesLogin => Protocol == "tcp" && First <= SshPort && Last >= SshPort;

    /// <summary>What a text opens, several things between commas; null when one of them cannot be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wrong">The first that cannot be.</param>
    public static IReadOnlyList<OpenPorts>? ParseAll(string text, out Misreading? wrong)
    {
        wrong = null;
        var all = new List<OpenPorts>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parse(word, out wrong) is not { } open)
                return null;
            all.Add(open);
        }

        return all;
    }

    /// <summary>As a descriptor says it.</summary>
    public override string ToString()
    {
        var ports = Protocol == "icmp" ? "" : First == Last ? FormattableString.Invariant($"/{First}") : FormattableString.Invariant($"/{First}-{Last}");
        return $"{Protocol}{ports}{(From is null ? "" : $" from {From}")}";
    }

    private static OpenPorts? Parse(string word, out Misreading? wrong)
    {
        wrong = null;
        var match = Form().Match(word);
        if (!match.Success)
            return No("it is neither icmp nor a protocol with its ports", out wrong);
        string? from = null;
        if (match.Groups["from"] is { Success: true, Value: var network })
        {
            if (AdmittedNetworks.Parse(network, out var unread) is not [var only])
                return No(unread?.Cause ?? "after from stands one network", out wrong, unread?.Advice);
            from = only;
        }

        var protocol = match.Groups["protocol"].Value;
        var ports = match.Groups["ports"];
        if (protocol is not ("tcp" or "udp" or "icmp"))
            return No($"there is no protocol {protocol} here", out wrong, NearestKey.Of(protocol, ["tcp", "udp", "icmp"]) is { } near ? $"Did you mean {near}?" : "Write tcp, udp or icmp.");
        if (protocol == "icmp")
            return ports.Success ? No("icmp has no ports", out wrong) : new OpenPorts("icmp", 0, 0, from);
        if (!ports.Success)
            return No($"{protocol} needs a port", out wrong, $"Write it as {protocol}/443 or {protocol}/5000-5010.");
        var first = int.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture);
        var last = match.Groups["last"].Success ? int.Parse(match.Groups["last"].Value, CultureInfo.InvariantCulture) : first;
        return Refusal(protocol, first, last) is { } cause
            ? No(cause, out wrong, last < first ? FormattableString.Invariant($"Write {protocol}/{last}-{first}.") : null)
            : new OpenPorts(protocol, first, last, from);

        OpenPorts? No(string why, out Misreading? told, string? advice = null)
        {
            told = new Misreading(word, why, advice);
            return null;
        }
    }

    private static string? Refusal(string protocol, int first, int last) => (protocol, first, last) switch
    {
        _ when Math.Max(first, last) > LastPort => FormattableString.Invariant($"ports end at {LastPort}"),
        _ when Math.Min(first, last) == 0 => "ports begin with 1",
        _ when last < first => "the range runs backwards",
        ("tcp", <= SshPort, >= SshPort) when first != last => FormattableString.Invariant($"port {SshPort} stands by itself, and is never part of a range"),
        ("udp", <= OverlayPort, >= OverlayPort) => FormattableString.Invariant($"udp/{OverlayPort} is the overlay's, and is not opened"),
        _ => null,
    };

    [GeneratedRegex(@"\A(?<protocol>[a-zA-Z0-9]{1,16})(?:/(?<ports>(?<first>[0-9]{1,8})(?:-(?<last>[0-9]{1,8}))?))?(?: +from +(?<from>[^ ]+))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
