using System.Collections.Concurrent;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Execution.Boards;

/// <summary>What references of the descriptor (<c>@vnets[0]['ID']</c>) stand for: filled as the objects come to be.</summary>
public sealed class ReferenceBoard(string provisionId, string provisionName)
{
    private readonly ConcurrentDictionary<(TemplateReferenceKind Kind, int Index), (int Id, string Name, AttributeTree Template)> _objects = new();

    /// <summary>An object stands.</summary>
    public void Put(TemplateReferenceKind kind, int index, int id, string name, AttributeTree template) =>
        _objects[(kind, index)] = (id, name, template);

    /// <summary>The value of a reference, or null while it is not known.</summary>
    public string? Resolve(TemplateReference reference)
    {
        switch (reference.Kind)
        {
            case TemplateReferenceKind.Id:
                return provisionId;
            case TemplateReferenceKind.Name:
                return provisionName;
            default:
                return _objects.TryGetValue((reference.Kind, reference.Index), out var found) ? ReferenceValue.At(reference, found.Id, found.Name, found.Template) : null;
        }
    }
}
