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
        AddNetworks(text, picture);
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

    /// <summary>Networks of the overlay hang on it. The others stand on each host by themselves: a box of their own, instead of a line to every location.</summary>
    private static void AddNetworks(StringBuilder text, ProvisionPicture picture)
    {
        var bridges = picture.Overlay?.Bridges ?? [];
        var networks = picture.Provision.Networks.Select((n, i) => (Network: n, Number: i)).ToLookup(n => bridges.Contains(n.Network.Bridge));
        foreach (var (network, number) in networks[true])
            text.Append(CultureInfo.InvariantCulture, $"  {Node(network, number)}\n  ov --- n{number}\n");
        if (!networks[false].Any())
            return;
        text.Append("  subgraph own[\"Networks on each host\"]\n");
        foreach (var (network, number) in networks[false])
            text.Append($"    {Node(network, number)}\n");
        text.Append("  end\n");
    }

    private static string Node(EdgeNetwork network, int number)
    {
        var bridge = network.Bridge.Length == 0 ? "" : $"<br/>bridge {MermaidText.Of(network.Bridge)}";
        return FormattableString.Invariant($"n{number}([\"{MermaidText.Of(network.Name)}{bridge}\"]){(network.State == "err" ? ":::bad" : "")}");
    }
}
