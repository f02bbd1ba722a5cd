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
    public static IReadOnlyList<OpenPorts>? ParseAll(string text, out string? wrong)
    {
        wrong = null;
        var all = new List<OpenPorts>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parse(word) is not { } open)
            {
                wrong = word;
                return null;
            }

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

    private static OpenPorts? Parse(string word)
    {
        var match = Form().Match(word);
        if (!match.Success)
            return null;
        var from = match.Groups["from"] is { Success: true, Value: var network } ? AdmittedNetworks.Parse(network, out _) is [var only] ? only : null : null;
        if (match.Groups["from"].Success && from is null)
            return null;
        if (match.Groups["icmp"].Success)
            return new OpenPorts("icmp", 0, 0, from);
        var first = int.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture);
        var last = match.Groups["last"].Success ? int.Parse(match.Groups["last"].Value, CultureInfo.InvariantCulture) : first;
        var protocol = match.Groups["protocol"].Value;
        var isRange = last > first;
        return first is >= 1 and <= 65535 && last <= 65535 && last >= first && !(protocol == "tcp" && isRange && first <= SshPort && last >= SshPort) && !(protocol == "udp" && first <= OverlayPort && last >= OverlayPort)
            ? new OpenPorts(protocol, first, last, from)
            : null;
    }

    [GeneratedRegex(@"\A(?:(?<icmp>icmp)|(?<protocol>tcp|udp)/(?<first>[0-9]{1,5})(?:-(?<last>[0-9]{1,5}))?)(?: +from +(?<from>[0-9./]+))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
