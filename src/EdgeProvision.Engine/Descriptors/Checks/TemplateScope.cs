using EdgeProvision.Engine.Descriptors.Templates;

namespace EdgeProvision.Engine.Descriptors.Checks;

/// <summary>How many objects of each kind exist when a template is filled in.</summary>
internal sealed record TemplateScope(int Clusters, int Datastores, int Vnets, int Hosts)
{
    public int CountOf(TemplateReferenceKind kind) => kind switch
    {
        TemplateReferenceKind.Clusters => Clusters,
        TemplateReferenceKind.Datastores => Datastores,
        TemplateReferenceKind.Vnets => Vnets,
        TemplateReferenceKind.Hosts => Hosts,
        _ => 1,
    };
}
