using EdgeProvision.Engine.Pictures.Markup;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Topology;

/// <summary>Draws one host.</summary>
internal static class HostCard
{
    private const double Inset = 28;

    public static void Draw(SvgWriter svg, EdgeHost host, double x, double y, CardSize size)
    {
        svg.OpenTitled(Details(host));
        svg.Rect(x, y, size.Width, size.Height, "ep-card", 6);
        StateSign.Draw(svg, x + 15, y + 15.5, host.State);
        svg.Text(x + Inset, y + 20, TextWidth.ClipName(VisibleText.Of(host.Hostname), size.Width - Inset - 8, 12 * TextWidth.Bold), "ep-b");
        svg.Text(x + Inset, y + (size.HasCapacity ? 36 : 33), TextWidth.Clip(Line(host.State.ToString(), VisibleText.Of(host.Address)), size.Width - Inset - 6, 11), $"ep-s {Tone(host)}");
        if (size.HasCapacity)
            svg.Text(x + Inset, y + 52, TextWidth.Clip(Capacity(host), size.Width - Inset - 6, 11), "ep-s ep-muted");
        svg.Close();
    }

    /// <summary>Only what is not as it should be is worth a colour of its own.</summary>
    private static string Tone(EdgeHost host) => host.State == EdgeHostState.Ready ? "ep-muted" : $"ep-{HostLook.Tone(host.State)}";

    private static string Capacity(EdgeHost host) => Line(
        Amounts.Cores(host.TotalCpu) is { Length: > 0 } cores ? $"{cores} cores" : "", Amounts.Memory(host.TotalMemoryKiB),
        host.VirtualMachines.Count == 0 ? "" : Amounts.Count(host.VirtualMachines.Count, "VM", "VMs"));

    private static string Details(EdgeHost host) => string.Join(
        "; ",
        new[]
        {
            $"Host {VisibleText.Of(host.Hostname)}", $"id {host.Id}", $"state {host.State} (OpenNebula: {VisibleText.Of(host.FrontEndState)})",
            host.Address is null ? "" : $"address {VisibleText.Of(host.Address)}", host.DeviceId is null ? "" : $"device {VisibleText.Of(host.DeviceId)}", Capacity(host),
        }.Where(p => p.Length > 0));

    private static string Line(params IEnumerable<string> parts) => string.Join(" · ", parts.Where(p => p.Length > 0));
}
