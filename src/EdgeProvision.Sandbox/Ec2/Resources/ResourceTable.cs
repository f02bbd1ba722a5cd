using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Resources;

/// <summary>All resources of one kind that an account has, or has had, in a region: lists that lag still show what is gone.</summary>
internal sealed class ResourceTable<T>(ResourceKind kind) : IResourceTable
    where T : Ec2Resource
{
    private readonly List<T> _all = [];

    public ResourceKind Kind => kind;

    /// <summary>What there really is, whatever lists show.</summary>
    public IEnumerable<T> Living => _all.Where(resource => resource.GoneAt is null);

    /// <summary>What there is or ever was.</summary>
    public IReadOnlyList<T> All => _all;

    public T Add(T resource)
    {
        _all.Add(resource);
        return resource;
    }

    public T Add(T resource, IReadOnlyDictionary<string, string> tags)
    {
        resource.Tags.Set(tags, resource.CreatedAt);
        return Add(resource);
    }

    /// <summary>The resource that a call is about: it is there, and known already.</summary>
    public T Get(Ec2Call call, string id)
    {
        kind.CheckForm(id);
        return _all.Find(resource => resource.Id == id && resource.GoneAt is null && resource.IsThereAt(call.Moment)) ?? throw kind.NotFound(id);
    }

    /// <summary>The resource that the parameter names.</summary>
    public T Get(Ec2Call call, ParameterSet parameters, string name) => Get(call, parameters.Required(name));

    /// <summary>What a list shows: those named, each of which has to be known, or all. Looked up when it is gone through.</summary>
    public IEnumerable<T> List(Ec2Call call, IReadOnlyList<string> ids)
    {
        var shown = _all.Where(resource => resource.IsThereAt(call.Moment)).ToList();
        foreach (var id in ids)
            kind.CheckForm(id);
        var wanted = ids.Count == 0 ? shown : ids.Distinct().Select(id => shown.Find(resource => resource.Id == id) ?? throw kind.NotFound(id));
        foreach (var resource in wanted)
            yield return resource;
    }

    public Ec2Resource GetAny(Ec2Call call, string id) => Get(call, id);

    public IEnumerable<Ec2Resource> ListAny(Ec2Call call) => List(call, []);
}
