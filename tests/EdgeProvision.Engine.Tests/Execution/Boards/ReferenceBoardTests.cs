using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Tests.Descriptors;

namespace EdgeProvision.Engine.Tests.Execution.Boards;

public sealed class ReferenceBoardTests
{
    private readonly ReferenceBoard _board = new("uuid", "edge");

    private string? Resolve(string expression)
    {
        var host = Loading.Load($$$"""
            name: edge
            datastores: [{name: d, ds_mad: fs, tm_mad: ssh}]
            networks: [{name: n, vn_mad: dummy, bridge: b}, {name: m, vn_mad: dummy, bridge: b}]
            defaults: {provision: {driver: dummy}}
            hosts:
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: a}}
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: b}, x: "<%= {{{expression}}} %>"}
            """).Descriptor.Hosts[1];
        return _board.Resolve(Assert.Single(TemplateEvaluator.References(host.Attributes)));
    }

    [Fact]
    public void Resolve_OfWhatStands_GivesIdNameAndAttributes()
    {
        _board.Put(TemplateReferenceKind.Vnets, 0, 42, "net", new AttributeTree(("BRIDGE", "br0")));

        Assert.Equal("42", Resolve("@vnets[0]['ID']"));
        Assert.Equal("net", Resolve("@vnets[0]['NAME']"));
        Assert.Equal("br0", Resolve("@vnets[0]['TEMPLATE/BRIDGE']"));
    }

    [Fact]
    public void Resolve_OfWhatDoesNotStandYet_IsNull()
    {
        _board.Put(TemplateReferenceKind.Vnets, 0, 42, "net", AttributeTree.Empty);

        Assert.Null(Resolve("@vnets[1]['ID']"));
        Assert.Null(Resolve("@datastores[0]['ID']"));
    }

    [Fact]
    public void Resolve_OfAnObjectThatChanged_GivesWhatIsKnownLast()
    {
        _board.Put(TemplateReferenceKind.Hosts, 0, 1, "provision-1", AttributeTree.Empty);
        _board.Put(TemplateReferenceKind.Hosts, 0, 1, "198.51.100.1", AttributeTree.Empty);

        Assert.Equal("198.51.100.1", Resolve("@hosts[0]['NAME']"));
    }
}
