namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// How a template's text is laid out. The front-end does not care; programs that compare what the original tool sent do.
/// </summary>
public enum TemplateLayout
{
    /// <summary>One attribute a line, sections too: <c>AR=[ IP="10.0.0.1", SIZE="5" ]</c>. For what is ours.</summary>
    Plain,

    /// <summary>As the original writes clusters, datastores and networks: a section ends with a line <c>]</c> and an empty line.</summary>
    Object,

    /// <summary>As the original writes hosts: a section ends with <c> ]</c>, and attributes with an empty text are left out.</summary>
    Host,
}
