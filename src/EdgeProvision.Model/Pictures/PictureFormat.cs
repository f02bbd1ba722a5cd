namespace EdgeProvision.Model;

/// <summary>As what a provision or a plan is drawn.</summary>
public enum PictureFormat
{
    /// <summary>One page for a browser, with pictures and tables; it loads nothing from elsewhere.</summary>
    Html,

    /// <summary>A vector picture.</summary>
    Svg,

    /// <summary>A diagram in Mermaid's language.</summary>
    Mermaid,

    /// <summary>A summary for a build's page or a pull request.</summary>
    Markdown,
}
