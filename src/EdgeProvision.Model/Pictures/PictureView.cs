namespace EdgeProvision.Model;

/// <summary>What of a provision is drawn.</summary>
public enum PictureView
{
    /// <summary>Both; where only one diagram fits (Mermaid), the topology.</summary>
    All,

    /// <summary>Locations, hosts, overlay and networks.</summary>
    Topology,

    /// <summary>The steps of an operation over time, with its critical path.</summary>
    Timeline,
}
