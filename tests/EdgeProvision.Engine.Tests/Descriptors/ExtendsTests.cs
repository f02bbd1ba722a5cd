using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Yaml;

namespace EdgeProvision.Engine.Tests.Descriptors;

public sealed class ExtendsTests
{
    private static async Task<LoadedDescriptor> LoadAsync(string path, params (string Path, string Text)[] files) =>
        await new DescriptorLoader(Loading.Options(files)).LoadAsync(path, TestContext.Current.CancellationToken);

    [Fact]
    public async Task LoadAsync_WithParentBesideTheChild_IsFoundThere()
    {
        var loaded = await LoadAsync("sub/child.yaml", ("sub/child.yaml", "name: c\nextends: base.yaml"), ("sub/base.yaml", "playbook: static_vxlan"));

        Assert.Equal(["static_vxlan"], loaded.Descriptor.Playbooks);
    }

    [Fact]
    public async Task LoadAsync_WithParentInBothPlaces_TakesTheWorkingDirectorysFirst()
    {
        var loaded = await LoadAsync(
            "sub/child.yaml", ("sub/child.yaml", "name: c\nextends: base.yaml"), ("sub/base.yaml", "playbook: static_vxlan"), ("base.yaml", "playbook: default"));

        Assert.Equal(["default"], loaded.Descriptor.Playbooks);
    }

    [Fact]
    public async Task LoadAsync_WithTheOriginalsBasePath_TakesTheShippedOne()
    {
        var files = new[] { ("child.yaml", "name: c\nextends: /usr/share/one/oneprovision/templates/static_vxlan.yaml"), ("/shipped/static_vxlan.yaml", "playbook: static_vxlan") };

        var loaded = await new DescriptorLoader(Loading.Options(files) with { TemplatesDirectory = "/shipped" }).LoadAsync("child.yaml", TestContext.Current.CancellationToken);

        Assert.Equal(["static_vxlan"], loaded.Descriptor.Playbooks);
    }

    [Fact]
    public async Task LoadAsync_OverThreeGenerations_JoinsListsOldestFirst()
    {
        var loaded = await LoadAsync(
            "c.yaml",
            ("c.yaml", "name: c\nextends: p.yaml\ndatastores: [{name: d3, tm_mad: ssh}]"),
            ("p.yaml", "extends: g.yaml\ndatastores: [{name: d2, tm_mad: ssh}]"),
            ("g.yaml", "datastores: [{name: d1, tm_mad: ssh}]"));

        Assert.Equal(["d1", "d2", "d3"], loaded.Descriptor.Datastores.Select(d => d.Name));
        Assert.Equal("g.yaml", loaded.Descriptor.Datastores[0].Position.File);
    }

    [Fact]
    public async Task LoadAsync_WithAListOfParents_LetsLaterOnesWin()
    {
        var loaded = await LoadAsync(
            "c.yaml",
            ("c.yaml", "name: c\nextends: [a.yaml, b.yaml]"),
            ("a.yaml", "playbook: default\ndefaults: {configuration: {x: 1, y: 1}}\nnetworks: [{name: na, vn_mad: dummy}]"),
            ("b.yaml", "playbook: static_vxlan\ndefaults: {configuration: {y: 2}}\nnetworks: [{name: nb, vn_mad: dummy}]"));

        Assert.Equal(["static_vxlan"], loaded.Descriptor.Playbooks);
        Assert.Equal(["na", "nb"], loaded.Descriptor.Networks.Select(n => n.Name));
        Assert.Equal("{x: 1, y: 2}", loaded.Descriptor.Defaults["configuration"]!.ToString());
    }

    [Fact]
    public async Task LoadAsync_WithPlaybookLists_JoinsThemParentsFirst()
    {
        var loaded = await LoadAsync(
            "c.yaml", ("c.yaml", "name: c\nextends: a.yaml\nplaybook: [mine/extra.yml]"), ("a.yaml", "playbook: [default]"));

        Assert.Equal(["default", "mine/extra.yml"], loaded.Descriptor.Playbooks);
    }

    [Fact]
    public async Task LoadAsync_WithErrorsInTheParent_NamesTheParentsFile()
    {
        var exception = await Assert.ThrowsAsync<EdgeProvision.Model.DescriptorException>(() => LoadAsync(
            "sub/c.yaml", ("sub/c.yaml", "name: c\nextends: a.yaml\nbad: 1"), ("sub/a.yaml", "\nworse: 1")));

        Assert.Equal(["sub/a.yaml:2:1", "sub/c.yaml:3:1"], exception.Diagnostics.Select(d => $"{d.File}:{d.Line}:{d.Column}"));
    }

    [Fact]
    public async Task LoadAsync_WithACircle_ShowsIt()
    {
        var exception = await Assert.ThrowsAsync<EdgeProvision.Model.DescriptorException>(() => LoadAsync(
            "a.yaml", ("a.yaml", "name: a\nextends: b.yaml"), ("b.yaml", "extends: a.yaml")));

        Assert.Contains("a.yaml → b.yaml → a.yaml", Assert.Single(exception.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_WithTheParentsTwice_ReadsWithinTheLimit()
    {
        var files = Enumerable.Range(0, 12).Select(i => ($"f{i}.yaml", $"extends: [f{i + 1}.yaml, f{i + 1}.yaml]")).Append(("f12.yaml", "name: x")).ToArray();

        var exception = await Assert.ThrowsAsync<EdgeProvision.Model.DescriptorException>(() => LoadAsync("f0.yaml", files));

        Assert.Contains(exception.Diagnostics, d => d.Code == "ExtendsTooMany");
    }

    [Fact]
    public async Task LoadAsync_WithNullDefaults_MergesAsIfTheyWereMissing()
    {
        var loaded = await LoadAsync(
            "c.yaml", ("c.yaml", "name: c\nextends: a.yaml\ndefaults:"), ("a.yaml", "defaults: {configuration: {x: 1}, provision: }"));

        Assert.Equal("{configuration: {x: 1}, provision: {}, connection: {}}", loaded.Descriptor.Defaults.ToString());
    }

    /// <summary>What the original made of the same files, recorded from its code.</summary>
    [Fact]
    public async Task ReadTextAsync_OfTheRecordedFiles_GivesTheRecordedDocument()
    {
        var options = Loading.Options(("base.yaml", """
            playbook: default
            extra: 1
            defaults: {provision: {a: 1, b: 1}, other: {z: 1}}
            networks: [n1]
            cluster: {name: basec, k: v}
            """));
        var bag = new DiagnosticBag();

        var merged = await new ExtendsReader(options, bag).ReadTextAsync("""
            extends: base.yaml
            name: ch
            playbook: static_vxlan
            defaults: {provision: {b: 2}, foo: {q: 1}}
            networks: [n2]
            cluster: {name: childc}
            """, null, TestContext.Current.CancellationToken);

        Assert.Empty(bag.ToList());
        Assert.Equal(
            """
            ---
            playbook: static_vxlan
            extra: 1
            defaults:
              provision:
                a: 1
                b: 2
              other:
                z: 1
              connection: {}
              configuration: {}
            networks:
            - n1
            - n2
            cluster:
              name: childc
            name: ch

            """,
            YamlWriter.Write(merged!));
    }
}
