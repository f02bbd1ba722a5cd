using System.Globalization;

namespace EdgeProvision.Engine.Hosts.Running;

/// <summary>What follow.sh says when a run is over.</summary>
/// <param name="LogLength">Bytes of the whole log.</param>
/// <param name="Outcome"><c>succeeded</c>, <c>failed</c>, <c>interrupted</c>, <c>rebooted</c>, <c>full</c>, <c>gone</c>, <c>short</c>, <c>denied</c>.</param>
/// <param name="ExitStatus">The program's, or null when it did not end by itself.</param>
/// <param name="Peers">Hash of the peers that stand on the host.</param>
internal sealed record RunEnd(long LogLength, string Outcome, int? ExitStatus, string Peers)
{
    /// <summary>Reads a control line; null for every other line.</summary>
    public static RunEnd? Parse(string line) =>
        line.Split('\t') is ["@end", var length, var outcome, var exit, var peers] && long.TryParse(length.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
            ? new(bytes, outcome, int.TryParse(exit, NumberStyles.None, CultureInfo.InvariantCulture, out int status) ? status : null, peers is "-" ? "" : peers.Trim())
            : null;
}
