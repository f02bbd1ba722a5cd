using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>What the references of a descriptor stand for, as far as the objects that they mean stand already.</summary>
internal static class StandingReferences
{
    /// <summary>Answers null for what is still to be made.</summary>
    public static TemplateResolver Of(Descriptor desired, ObservedProvision observed) => reference => reference.Kind switch
    {
        TemplateReferenceKind.Id => observed.Id,
        TemplateReferenceKind.Name => observed.Name,
        TemplateReferenceKind.Clusters => observed.Clusters.Select(c => ReferenceValue.At(reference, c.Id, c.Name, c.Template)).FirstOrDefault(),
        TemplateReferenceKind.Datastores when Named(desired.Datastores, reference.Index) is { } name =>
            observed.Datastores.Where(d => d.Name == name).Select(d => ReferenceValue.At(reference, d.Id, d.Name, d.Template)).FirstOrDefault(),
        TemplateReferenceKind.Vnets when Named(desired.Networks, reference.Index) is { } name =>
            observed.Networks.Where(n => n.Name == name).Select(n => ReferenceValue.At(reference, n.Id, n.Name, n.Template)).FirstOrDefault(),
        TemplateReferenceKind.Hosts when reference.Index < desired.Hosts.Count =>
            observed.Host(desired.Hosts[reference.Index].Key) is { } host ? ReferenceValue.At(reference, host.Id, host.Name, host.Template) : null,
        _ => null,
    };

    private static string? Named(IReadOnlyList<DescriptorObject> objects, int index) => index < objects.Count ? objects[index].Name : null;
}
