using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Resources;

/// <summary>What a call lists of one kind of resources: those that it names, of them those that pass its filters, the oldest first, a page at a time.</summary>
/// <param name="idName">The parameter by which they are named.</param>
/// <param name="setName">The answer's element for them.</param>
/// <param name="table">Where they are.</param>
/// <param name="filters">What they are told apart by, beside their tags.</param>
/// <param name="show">How one of them looks.</param>
internal sealed class ResourceList<T>(
    string idName, string setName, Func<Holdings, ResourceTable<T>> table, IReadOnlyDictionary<string, Func<T, DateTimeOffset, IEnumerable<string?>>> filters,
    Func<T, Ec2Call, IEnumerable<XElement?>> show)
    where T : Ec2Resource
{
    private readonly Pager _pages = new(idName);
    private readonly FilterTable<T> _filters = new(filters, (resource, moment) => resource.Tags.At(moment));

    /// <summary>The action.</summary>
    public IEnumerable<XElement?> Describe(Ec2Call call) => Describe(call, table(call.Holdings).List(call, call.Parameters.Texts(idName)));

    /// <summary>The same, of resources that were named in another way.</summary>
    public IEnumerable<XElement?> Describe(Ec2Call call, IEnumerable<T> named)
    {
        var filter = _filters.Read(call);
        var (items, next) = _pages.Cut(call, named.Where(resource => filter(resource)), resource => resource.SortKey);
        return [Xml.Set(setName, items.Select(resource => show(resource, call))), next];
    }
}
