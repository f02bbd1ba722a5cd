using System.Globalization;
using System.Text;
using EdgeProvision.Engine.Pictures.Topology;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Mermaid;

/// <summary>Locations, hosts, overlay and networks as a flow chart.</summary>
internal static class TopologyMermaid
{
    public static string Of(ProvisionPicture picture)
    {
        var text = new StringBuilder();
        var provision = picture.Provision;
        text.Append("flowchart TB\n");
        text.Append($"  accTitle: Topology of edge cloud {MermaidText.Of(provision.Name)}\n");
        var sites = Site.Of(provision.Hosts);
        for (var i = 0; i < sites.Count; i++)
            AddSite(text, i, sites[i]);
        if (picture.Overlay is { } overlay)
            AddOverlay(text, overlay, sites);
        for (var i = 0; i < provision.Networks.Count; i++)
            AddNetwork(text, i, provision.Networks[i], picture.Overlay, sites.Count);
        text.Append("  classDef good fill:#1a7f37,stroke:#1a7f37,color:#ffffff\n");
        text.Append("  classDef busy fill:#8a5d00,stroke:#8a5d00,color:#ffffff\n");
        text.Append("  classDef idle fill:#5f6a76,stroke:#5f6a76,color:#ffffff\n");
        text.Append("  classDef bad fill:#b3261e,stroke:#b3261e,color:#ffffff\n");
        text.Append("  classDef overlay fill:#6f42c1,stroke:#6f42c1,color:#ffffff\n");
        return text.ToString();
    }

    private static void AddSite(StringBuilder text, int number, Site site)
    {
        text.Append(CultureInfo.InvariantCulture, $"  subgraph s{number}[\"{MermaidText.Of(site.Title)}\"]\n");
        foreach (var host in site.Hosts)
        {
            var address = host.Address is null ? "" : $"<br/>{MermaidText.Of(host.Address)}";
            text.Append(CultureInfo.InvariantCulture, $"    h{host.Id}[\"{MermaidText.Of(host.Hostname)}{address}<br/>{host.State}\"]:::{HostLook.Tone(host.State)}\n");
        }

        text.Append("  end\n");
    }

    private static void AddOverlay(StringBuilder text, Overlay overlay, IReadOnlyList<Site> sites)
    {
        var bridges = overlay.Bridges.Count == 0 ? "" : $" {MermaidText.Of(string.Join(", ", overlay.Bridges))}";
        text.Append(CultureInfo.InvariantCulture, $"  ov{{{{\"Overlay{bridges}<br/>{Amounts.Count(overlay.Members.Count, "member", "members")}\"}}}}:::overlay\n");
        for (var i = 0; i < sites.Count; i++)
        {
            if (sites[i].Hosts.Any(h => overlay.Members.Contains(h.Hostname)))
                text.Append(CultureInfo.InvariantCulture, $"  s{i} --- ov\n");
        }
    }

    /// <summary>A network of the overlay hangs on it; any other stands on each host, and is drawn by itself.</summary>
    private static void AddNetwork(StringBuilder text, int number, EdgeNetwork network, Overlay? overlay, int sites)
    {
        var bridge = network.Bridge.Length == 0 ? "" : $"<br/>bridge {MermaidText.Of(network.Bridge)}";
        var tone = network.State == "err" ? ":::bad" : "";
        text.Append(CultureInfo.InvariantCulture, $"  n{number}([\"{MermaidText.Of(network.Name)}{bridge}\"]){tone}\n");
        if (overlay is not null && overlay.Bridges.Contains(network.Bridge))
            text.Append(CultureInfo.InvariantCulture, $"  ov --- n{number}\n");
        else
        {
            for (var i = 0; i < sites; i++)
                text.Append(CultureInfo.InvariantCulture, $"  s{i} -.- n{number}\n");
        }
    }
}
