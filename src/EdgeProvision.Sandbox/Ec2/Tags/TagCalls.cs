using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Tags;

/// <summary>The calls about tags of resources of any kind. Each runs with the store's gate held.</summary>
internal sealed class TagCalls(Ec2Store store)
{
    private static readonly Pager Pages = new("ResourceId");
    private static readonly FilterTable<(Ec2Resource Resource, string Key, string Value)> Filters = new(new Dictionary<string, Func<(Ec2Resource Resource, string Key, string Value), DateTimeOffset, IEnumerable<string?>>>
    {
        ["key"] = (tag, _) => [tag.Key],
        ["value"] = (tag, _) => [tag.Value],
        ["resource-id"] = (tag, _) => [tag.Resource.Id],
        ["resource-type"] = (tag, _) => [tag.Resource.Kind.TagType],
        ["tag"] = (tag, _) => [tag.Key + ":" + tag.Value],
    });

    public IEnumerable<Ec2Action> Actions => [new("CreateTags", Create), new("DeleteTags", Delete), new("DescribeTags", Describe)];

    private IEnumerable<XElement?> Create(Ec2Call call)
    {
        var resources = Resources(call);
        if (!call.Parameters.Has("Tag"))
            throw Ec2RefusedException.Missing("tagSet");
        var tags = TagReader.Read(call.Parameters);
        var changed = resources.ToDictionary(resource => resource, resource => Merge(resource.Tags.Now, tags));
        if (changed.Values.Any(all => all.Count > TagReader.MostTags))
            throw TagReader.TooMany();
        call.Ready();
        foreach (var (resource, all) in changed)
            resource.Tags.Set(all, store.Now);
        return Xml.Done;
    }

    private IEnumerable<XElement?> Delete(Ec2Call call)
    {
        var resources = Resources(call);
        var wanted = call.Parameters.Items("Tag").Select(tag => (Key: TagReader.ReadKey(tag), Value: tag.Text("Value"))).ToList();
        call.Ready();
        foreach (var resource in resources)
        {
            var kept = resource.Tags.Now.Where(tag => wanted.Count > 0 && !wanted.Exists(item => item.Key == tag.Key && (item.Value ?? tag.Value) == tag.Value));
            resource.Tags.Set(kept.ToDictionary(), store.Now);
        }

        return Xml.Done;
    }

    private static IEnumerable<XElement?> Describe(Ec2Call call)
    {
        var filter = Filters.Read(call);
        var all = call.Holdings.Tables.SelectMany(table => table.ListAny(call))
            .SelectMany(resource => resource.Tags.At(call.Moment).Select(tag => (Resource: resource, tag.Key, tag.Value))).Where(tag => filter(tag));
        var (items, next) = Pages.Cut(call, all, tag => $"{tag.Resource.Id} {tag.Key}");
        return [Xml.Set("tagSet", items.Select(tag => new[]
        {
            Xml.Value("resourceId", tag.Resource.Id), Xml.Value("resourceType", tag.Resource.Kind.TagType), Xml.Value("key", tag.Key), Xml.Value("value", tag.Value),
        })), next];
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> added)
    {
        var all = old.ToDictionary();
        foreach (var (key, value) in added)
            all[key] = value;
        return all;
    }

    private static List<Ec2Resource> Resources(Ec2Call call)
    {
        var ids = call.Parameters.Texts("ResourceId");
        if (ids.Count == 0)
            throw Ec2RefusedException.Missing("resourceIdSet");
        return [.. ids.Distinct().Select(id =>
        {
            var dash = id.LastIndexOf('-');
            var table = dash < 0 ? null : call.Holdings.Tables.FirstOrDefault(known => known.Kind.Prefix == id[..dash]);
            return table?.GetAny(call, id) ?? throw new Ec2RefusedException("InvalidID", $"The ID '{id}' is not valid");
        })];
    }
}
