using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors.Documents;

public sealed class DescriptorComposerTests
{
    [Fact]
    public void Start_WithEverything_WritesItInTheUsualOrder()
    {
        var made = DescriptorComposer.Start(new NewDescriptor("edge")
        {
            Extends = "default.yaml",
            Playbooks = ["default", "mine"],
            Driver = "packet",
            Provision = Map(("PLAN", "baremetal_0"), ("facility", "ams1")),
            Connection = Map(("remote_port", "2222")),
            Configuration = Map(("Any", "x")),
            Cluster = Map(("Description", "d")),
        });

        Assert.Equal("""
            ---
            name: edge
            extends: default.yaml
            playbook:
            - default
            - mine
            defaults:
              provision:
                driver: packet
                plan: baremetal_0
                facility: ams1
              connection:
                remote_port: '2222'
              configuration:
                Any: x
            cluster:
              description: d

            """, made.Yaml);
        Assert.Equal("edge", made.Name);
        Assert.Equal(["default.yaml"], made.Extends);
        Assert.Equal(["default", "mine"], made.Playbooks);
        Assert.Null(made.OriginalText());
    }

    [Fact]
    public void Add_OfEachKind_GivesADescriptorThatLoads()
    {
        var made = DescriptorComposer.Start(new NewDescriptor("edge") { Playbooks = ["default"], Driver = "packet", Provision = Map(("plan", "p"), ("os", "o"), ("metro", "am")) });
        made = DescriptorComposer.Add(made, new NewHost("<%= @name %>-node1") { Attributes = Map(("Reserved_CPU", "100")), Configuration = Map(("x", "y")) });
        made = DescriptorComposer.Add(made, new NewHost("node2") { Driver = "onprem", Provision = Map(("address", "192.0.2.1")) });
        made = DescriptorComposer.Add(made, new NewNetwork("nat") { Bridge = "br0", AddressRanges = [Map(("IP", "192.168.150.2"), ("SIZE", "5"))] });
        made = DescriptorComposer.Add(made, new NewNetwork("v6") { Driver = "vxlan", AddressRanges = [Map(("ip6", "2001:db8::"), ("type", "IP6"), ("size", "5"))] });
        made = DescriptorComposer.Add(made, new NewDatastore("images"));
        made = DescriptorComposer.Add(made, new NewDatastore("system") { Type = "system_ds", TransferDriver = "shared" });

        var loaded = Load(made);

        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(["edge-node1", "node2"], loaded.Descriptor.Hosts.Select(h => h.Key));
        Assert.Equal(("kvm", "100"), (loaded.Descriptor.Hosts[0].Attributes.Text("im_mad"), loaded.Descriptor.Hosts[0].Attributes.Text("reserved_cpu")));
        Assert.Equal(["<%= @name %>-node1", "node2"], made.Hosts.Select(h => h.Name));
        Assert.Equal(["packet", "onprem"], made.Hosts.Select(h => h.Driver));
        Assert.Equal([new EdgeDescriptorItem("nat", "dummy"), new EdgeDescriptorItem("v6", "vxlan")], made.Networks);
        Assert.Equal([new EdgeDescriptorItem("images", "ssh"), new EdgeDescriptorItem("system", "shared")], made.Datastores);
        Assert.Equal("IP4", ((AttributeMap)((DescriptorList)loaded.Descriptor.Networks[0].Attributes["ar"]!).Items[0]).Text("type"));
        Assert.Equal(("fs", null), (loaded.Descriptor.Datastores[0].Attributes.Text("ds_mad"), loaded.Descriptor.Datastores[1].Attributes.Text("ds_mad")));
    }

    [Fact]
    public void Add_ToADescriptor_LeavesItAsItWas()
    {
        var start = DescriptorReader.Parse("name: p # mine\n", "/x/p.yaml", "/x");

        var more = DescriptorComposer.Add(start, new NewHost("a"));

        Assert.Empty(start.Hosts);
        Assert.Equal("name: p # mine\n", start.Yaml);
        Assert.Single(more.Hosts);
        Assert.Equal(("/x/p.yaml", "/x", null), (more.Source, more.Directory, more.OriginalText()));
    }

    [Theory]
    [InlineData("node1", "node1, edge-01", "node2")]
    [InlineData("NODE1", "node1, edge-01", "NODE2")]
    [InlineData("edge-01", "node1, edge-01", "edge-02")]
    [InlineData("<%= @name %>-01", "node1, edge-01", "edge-02")]
    public void Add_OfAHostThatStands_NamesTheOthersAndAFreeOne(string hostname, string others, string free)
    {
        var made = DescriptorComposer.Add(DescriptorComposer.Add(DescriptorComposer.Start(new NewDescriptor("edge")), new NewHost("node1")), new NewHost("<%= @name %>-01"));

        var error = Assert.Throws<EdgeException>(() => DescriptorComposer.Add(made, new NewHost(hostname)));

        Assert.Equal(("DuplicateHostname", ErrorKind.AlreadyExists), (error.Code, error.Kind));
        Assert.Equal($"Its hosts are {others}; {free} is free.", error.RecommendedAction);
        Assert.DoesNotContain("<%", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_OfANetworkOrDatastoreThatStands_IsAnError()
    {
        var made = DescriptorReader.Parse("name: p\nnetworks: [{name: '<%= @name %>-n'}]\ndatastores: [{name: d}]\n", null, null);

        Assert.Equal("DuplicateName", Assert.Throws<EdgeException>(() => DescriptorComposer.Add(made, new NewNetwork("p-n"))).Code);
        Assert.Equal("DuplicateName", Assert.Throws<EdgeException>(() => DescriptorComposer.Add(made, new NewDatastore("d"))).Code);
        Assert.Equal(2, DescriptorComposer.Add(made, new NewDatastore("D")).Datastores.Count);
    }

    [Fact]
    public void Add_OfAKeyTwice_NamesIt()
    {
        var made = DescriptorComposer.Start(new NewDescriptor("p"));

        var error = Assert.Throws<EdgeException>(() => DescriptorComposer.Add(made, new NewHost("a") { Driver = "packet", Provision = Map(("DRIVER", "ec2")) }));

        Assert.Equal("KeyGivenTwice", error.Code);
        Assert.Contains("hosts[0].provision.driver", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_WhereTheSectionIsNoList_NamesItsPlace() =>
        Assert.StartsWith("p.yaml:2:8: hosts ", Assert.Throws<EdgeException>(() => DescriptorComposer.Add(DescriptorReader.Parse("name: p\nhosts: none\n", "p.yaml", null), new NewHost("a"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_OfAScriptsMistakes_NamesEachByItsPlaceInTheDocument()
    {
        var made = DescriptorReader.Parse("name: p\nhosts:\n  - {im_mad: kvm, vm_mad: kvm, provision: {driver: dummy, hostname: a}}\n", "p.yaml", null);
        foreach (var name in new[] { "b", "c" })
            made = DescriptorComposer.Add(made, new NewHost(name) { Driver = "packt", Connection = Map(("remote_prt", "1")) });

        var errors = Assert.Throws<DescriptorException>(() => Load(made)).Diagnostics.Select(d => d.ToString()).ToList();

        Assert.Equal(4, errors.Count);
        foreach (var n in new[] { 1, 2 })
        {
            Assert.Contains(errors, e => e.StartsWith($"hosts[{n}].provision.driver: error UnknownDriver: ", StringComparison.Ordinal) && e.EndsWith("Did you mean packet?", StringComparison.Ordinal));
            Assert.Contains(errors, e => e.StartsWith($"hosts[{n}].connection.remote_prt: error UnknownKey: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Load_OfAMistakeInDefaults_TellsItOnceByItsPlace()
    {
        var made = DescriptorComposer.Start(new NewDescriptor("p") { Provision = Map(("driver", "packet"), ("plan", "p"), ("os", "o"), ("metro", "<%= @nam %>")) });
        foreach (var name in new[] { "a", "b" })
            made = DescriptorComposer.Add(made, new NewHost(name));

        Assert.StartsWith("defaults.provision.metro: error ", Assert.Single(Assert.Throws<DescriptorException>(() => Load(made)).Diagnostics).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfASecretThatNoKeyNames_KeepsItFromWhatIsStoredAndShown()
    {
        var made = DescriptorComposer.Start(new NewDescriptor("p") { Configuration = new AttributeMap([new AttributeEntry("motd", Secret("TOPSECRET"), DescriptorPosition.BuiltIn)], DescriptorPosition.BuiltIn) });
        made = DescriptorComposer.Add(made, new NewHost("a") { Driver = "dummy" });

        var loaded = Load(made);

        Assert.Equal(["defaults.configuration.motd"], made.SecretKeys);
        Assert.Equal("TOPSECRET", loaded.Descriptor.Hosts[0].Configuration.Reveal("motd"));
        Assert.Equal(["defaults.configuration.motd"], loaded.Secrets.Select(s => s.Path));
        Assert.DoesNotContain("TOPSECRET", loaded.Text + loaded.DumpYaml() + made.Yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfASecretName_IsRefused()
    {
        var made = DescriptorComposer.Add(DescriptorComposer.Start(new NewDescriptor("p")), new NewNetwork("n"));
        made = DescriptorComposer.Add(made, new NewNetwork("m") { Attributes = new AttributeMap([new AttributeEntry("description", Secret("x"), DescriptorPosition.BuiltIn)], DescriptorPosition.BuiltIn) });
        Load(made);

        var named = DescriptorComposer.Start(new NewDescriptor("p") { Cluster = new AttributeMap([new AttributeEntry("name", Secret("x"), DescriptorPosition.BuiltIn)], DescriptorPosition.BuiltIn) });

        Assert.Equal("SecretInName", Assert.Single(Assert.Throws<DescriptorException>(() => Load(named)).Diagnostics).Code);
    }

    [Fact]
    public void Load_OfADescriptorInADirectory_ExtendsFromThere()
    {
        var options = Loading.Options(("/lab/base.yaml", "playbook: static_vxlan\ndefaults: {provision: {driver: dummy}}\n"));
        var made = DescriptorComposer.Add(DescriptorComposer.Start(new NewDescriptor("base") { Extends = "base.yaml", Directory = "/lab" }), new NewHost("a"));

        var loaded = Load(made, options);

        Assert.Equal("dummy", Assert.Single(loaded.Descriptor.Hosts).Driver);
        Assert.Equal(["static_vxlan"], loaded.Descriptor.Playbooks);
    }

    [Fact]
    public void Load_OfTooManyValues_IsRefused()
    {
        var many = new DescriptorList([.. Enumerable.Repeat(new DescriptorScalar("x", ScalarKind.String, DescriptorPosition.BuiltIn), 300_000)], DescriptorPosition.BuiltIn);
        var made = DescriptorComposer.Start(new NewDescriptor("p") { Cluster = new AttributeMap([new AttributeEntry("x", many, DescriptorPosition.BuiltIn)], DescriptorPosition.BuiltIn) });

        Assert.Equal("TooManyValues", Assert.Single(Assert.Throws<DescriptorException>(() => Load(made)).Diagnostics).Code);
    }

    private static DescriptorScalar Secret(string text) => new(text, ScalarKind.String, DescriptorPosition.BuiltIn) { IsSecret = true };

    private static AttributeMap Map(params (string Key, string Value)[] entries) => new(
        entries.Select(e => new AttributeEntry(e.Key, new DescriptorScalar(e.Value, ScalarKind.String, DescriptorPosition.BuiltIn), DescriptorPosition.BuiltIn)), DescriptorPosition.BuiltIn);

    private static LoadedDescriptor Load(EdgeDescriptor descriptor, DescriptorLoadOptions? options = null) =>
        new DescriptorLoader(options ?? Loading.Options()).LoadAsync(descriptor, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
}
