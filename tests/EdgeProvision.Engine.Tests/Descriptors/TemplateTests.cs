using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors;

public sealed class TemplateTests
{
    [Fact]
    public void Parse_OfMixedText_GivesLiteralsAndReferences()
    {
        var parts = TemplateText.Parse("a-<%= @name %>-<%= @vnets[2]['TEMPLATE/BRIDGE'] %><%=@id%>").Parts;

        Assert.Equal(
            [
                new TemplateLiteral("a-"),
                new TemplateReference(TemplateReferenceKind.Name, 0, ""),
                new TemplateLiteral("-"),
                new TemplateReference(TemplateReferenceKind.Vnets, 2, "TEMPLATE/BRIDGE"),
                new TemplateReference(TemplateReferenceKind.Id, 0, ""),
            ],
            parts);
    }

    [Theory]
    [InlineData("<%= @clusters[0]['ID'] %>", TemplateReferenceKind.Clusters)]
    [InlineData("<%= @datastores[0][\"ID\"] %>", TemplateReferenceKind.Datastores)]
    [InlineData("<%= vnets[ 0 ]['/ID'] %>", TemplateReferenceKind.Vnets)]
    [InlineData("<%= @hosts[0]['ID'] -%>", TemplateReferenceKind.Hosts)]
    public void Parse_OfEachKind_GivesItsReference(string text, TemplateReferenceKind kind) =>
        Assert.Equal(new TemplateReference(kind, 0, "ID"), Assert.Single(TemplateText.Parse(text).Parts));

    [Theory]
    [InlineData("<%= @name.upcase %>")]
    [InlineData("<%= `rm -rf /` %>")]
    [InlineData("<%= @vnets[-1]['ID'] %>")]
    [InlineData("<%= @vnets[0] %>")]
    [InlineData("<%= @vnets[0]['ID\"] %>")]
    [InlineData("<%= @name %><% exit %>")]
    [InlineData("<%= @name")]
    [InlineData("<%=  %>")]
    [InlineData("<%= @nam %>")]
    public void Parse_OfAnythingElse_IsRefused(string text)
    {
        var exception = Assert.Throws<TemplateSyntaxException>(() => TemplateText.Parse(text));

        Assert.Equal("TemplateNotUnderstood", exception.Code);
        Assert.Contains("@name", exception.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<%=@name%>")]
    [InlineData("<% exit %>")]
    [InlineData("100 % > <")]
    public void Parse_WithoutTheMarker_LeavesTheTextAlone(string text)
    {
        Assert.False(TemplateText.IsTemplate(text));
        Assert.Equal(text, TemplateText.Parse(text).ToString());
    }

    [Fact]
    public void Evaluate_WithWhatIsKnown_LeavesTheRestForLater()
    {
        var tree = (AttributeMap)YamlReader.Read("{a: '<%= @name %>/<%= @vnets[0][''ID''] %>', l: [x, '<%= @id %>'], n: 5}", null, new DiagnosticBag())!;

        var first = TemplateEvaluator.Evaluate(tree, r => r.Kind == TemplateReferenceKind.Name ? "prov" : null);
        var second = TemplateEvaluator.Evaluate(first, r => r.Kind == TemplateReferenceKind.Vnets ? "7" : "uuid");

        Assert.Equal("prov/<%= @vnets[0]['ID'] %>", first.Text("a"));
        Assert.Equal(
            [new TemplateReference(TemplateReferenceKind.Vnets, 0, "ID"), new TemplateReference(TemplateReferenceKind.Id, 0, "")],
            TemplateEvaluator.References(first));
        Assert.Equal("{a: prov/7, l: [x, uuid], n: 5}", second.ToString());
        Assert.Empty(TemplateEvaluator.References(second));
    }

    [Fact]
    public void Load_OfReferencesToWhatStandsBefore_IsAccepted()
    {
        var descriptor = Loading.Load("""
            name: p
            cluster: {name: "<%= @name %>-c", note: "<%= @id %>"}
            datastores:
              - {name: a, tm_mad: ssh, c: "<%= @clusters[0]['ID'] %>"}
              - {name: b, tm_mad: ssh, c: "<%= @datastores[0]['ID'] %>"}
            networks:
              - {name: n, vn_mad: x, ds: "<%= @datastores[1]['ID'] %>"}
            hosts:
              - {im_mad: kvm, vm_mad: kvm, provision: {driver: dummy, hostname: h1}}
              - im_mad: kvm
                vm_mad: kvm
                provision: {driver: dummy, hostname: "H-<%= @vnets[0]['ID'] %>"}
                configuration: {peers: ["<%= @hosts[0]['NAME'] %>", b]}
            """).Descriptor;

        Assert.Equal("p-c", descriptor.ClusterName);
        Assert.Equal("H-<%= @vnets[0]['ID'] %>", descriptor.Hosts[1].Key);
        Assert.Equal([new TemplateReference(TemplateReferenceKind.Hosts, 0, "NAME")], TemplateEvaluator.References(descriptor.Hosts[1].Configuration));
    }

    [Fact]
    public void Load_OfAHostThatRefersToItself_IsRefused()
    {
        var error = Loading.Error("""
            name: p
            hosts:
              - {im_mad: kvm, vm_mad: kvm, provision: {driver: dummy, hostname: h1, x: "<%= @hosts[0]['ID'] %>"}}
            """);

        Assert.Equal("ReferenceOutOfRange", error.Code);
    }
}
