using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Planning;

/// <summary>A provision is created on with a descriptor that was edited since: what has no machine yet may change, what stands may not.</summary>
public sealed class EditedDescriptorTests
{
    private static readonly string OneHost = World.DescriptorText();

    private static readonly string Full = World.DescriptorText("a b", """
        datastores: [{name: img, ds_mad: fs, tm_mad: ssh}]
        networks: [{name: net, vn_mad: dummy, bridge: br0, ar: [{ip: 10.0.0.1, size: 2, type: IP4}]}]
        """);

    [Fact]
    public void Plan_WithAMoreMember_ClaimsItAndTouchesNoOther()
    {
        var observed = Inputs.Standing(OneHost, Seen.Ready("a"));

        var plan = Inputs.Plan(World.DescriptorText("a b"), observed);

        Assert.Equal("record", plan.Steps[0].Id);
        Assert.All(plan.Steps.Skip(1), s => Assert.Equal("b", s.HostKey));
        Assert.Equal(["record"], plan.Step("host/b/claim").Shown.DependsOn);
    }

    [Fact]
    public void Plan_WithAnEditedMemberThatHasNoDevice_AcceptsIt()
    {
        var changed = OneHost.Replace("hostname: a", "hostname: a, plan: bigger", StringComparison.Ordinal);

        var plan = Inputs.Plan(changed, Inputs.Standing(OneHost, Seen.Host("a")));

        Assert.Equal(["record", "host/a/claim", "host/a/rent"], plan.Ids().Take(3));
        Assert.Equal(["record"], plan.Step("host/a/claim").Shown.DependsOn);
    }

    [Theory]
    [InlineData("hostname: a", "hostname: a, plan: bigger", ": host a: provision.plan p -> bigger.")]
    [InlineData("hostname: a", "hostname: a, tags: [x, y z]", ": host a: provision.tags (not set) -> [x, 'y z'].")]
    [InlineData("hostname: a}", "hostname: a}, connection: {remote_user: admin}", ": host a: connection.remote_user root -> admin.")]
    [InlineData("hostname: a}", "hostname: a}, configuration: {deep: {list: [{x: 1}]}}", ": host a: configuration.deep.list[0].x (not set) -> 1.")]
    [InlineData("im_mad: kvm", "im_mad: lxc", ": host a: im_mad kvm -> lxc.")]
    [InlineData("name: edge\n", "name: edge\nplaybook: static_vxlan\n", ": the playbook default -> static_vxlan.")]
    [InlineData("name: edge\n", "name: edge\ncluster: {name: other}\n", ": the cluster: name edge -> other.")]
    [InlineData("hostname: a", "hostname: renamed", ": host a is not in it any more.")]
    public void Plan_WithAChangeOfWhatStands_IsRefusedAndNamesIt(string before, string after, string named)
    {
        var changed = OneHost.Replace(before, after, StringComparison.Ordinal);

        var error = Assert.Throws<EdgeException>(() => Inputs.Plan(changed, Inputs.Standing(OneHost, Seen.Ready("a"))));

        Assert.Equal("DescriptorChanged", error.Code);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.RecommendedAction);
    }

    [Theory]
    [InlineData("size: 2", "size: 3", "network net: ar[0].size 2 -> 3.")]
    [InlineData("size: 2", "size: '2'", "network net: ar[0].size 2 (a number) -> 2 (a text).")]
    [InlineData("tm_mad: ssh", "tm_mad: shared", "datastore img: tm_mad ssh -> shared.")]
    [InlineData("{name: img,", "{name: other,", "datastore img is not in it any more.")]
    public void Plan_WithAChangedObjectThatStands_IsRefused(string before, string after, string named)
    {
        var observed = Inputs.Standing(Full) with { Datastores = [Seen.Datastore(101, "img")], Networks = [Seen.Network(1, "net", ranges: 1)] };

        var error = Assert.Throws<EdgeException>(() => Inputs.Plan(Full.Replace(before, after, StringComparison.Ordinal), observed));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WithManyChanges_TellsTenAndCountsTheRest()
    {
        var changed = OneHost.Replace("hostname: a}", $"hostname: a}}, configuration: {{{string.Join(", ", Enumerable.Range(0, 13).Select(i => $"k{i}: 1"))}}}", StringComparison.Ordinal);

        var error = Assert.Throws<EdgeException>(() => Inputs.Plan(changed, Inputs.Standing(OneHost, Seen.Ready("a"))));

        Assert.Contains("configuration.k9 (not set) -> 1; and 3 more.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("k10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WithKeysInAnotherOrder_IsNoChangeOfWhatStands()
    {
        var changed = OneHost.Replace("im_mad: kvm, vm_mad: kvm", "vm_mad: kvm, im_mad: kvm", StringComparison.Ordinal);

        Assert.Equal(["record"], Inputs.Plan(changed, Inputs.Standing(OneHost, Seen.Ready("a"))).Ids());
    }

    [Fact]
    public void Plan_WithASecretThatChanged_NeverTellsIt()
    {
        static AttributeMap Map(string secret) => new(
            [new AttributeEntry("k", new DescriptorScalar(secret, ScalarKind.String, DescriptorPosition.BuiltIn) { IsSecret = true }, DescriptorPosition.BuiltIn)], DescriptorPosition.BuiltIn);

        Assert.Equal(["provision.k (a secret) has changed"], DescriptorDifference.Between(Map("one"), Map("two"), "provision"));
    }

    [Fact]
    public void Plan_WithoutAMemberThatHasNoDevice_RemovesItsStub()
    {
        var both = World.DescriptorText("a b");

        var plan = Inputs.Plan(OneHost, Inputs.Standing(both, Seen.Ready("a"), Seen.Host("b", id: 2)));

        Assert.Equal(["record", "host/b/delete"], plan.Ids());
        Assert.Equal(2, plan.Step("host/b/delete").ObjectId);
        Assert.Equal(PlanEffect.Delete, plan.Step("host/b/delete").Shown.Effect);
    }

    [Fact]
    public void Plan_WithoutAMemberWhoseRequestIsOpen_SettlesItBeforeAnythingElse()
    {
        var plan = Inputs.Plan(OneHost, Inputs.Standing(World.DescriptorText("a b"), Seen.Ready("a"), Open("b", 2)));

        Assert.Equal(["host/b/settle", "record", "host/b/delete"], plan.Ids());
        Assert.Equal(PlanEffect.Observe, plan.Step("host/b/settle").Shown.Effect);
        Assert.Equal(["host/b/settle"], plan.Step("record").Shown.DependsOn);
        Assert.Equal(["record"], plan.Step("host/b/delete").Shown.DependsOn);
    }

    [Fact]
    public void Plan_WithAnEditedMemberWhoseRequestIsOpen_SettlesClaimsAndRents()
    {
        var both = World.DescriptorText("a b");
        var changed = both.Replace("hostname: b", "hostname: b, plan: bigger", StringComparison.Ordinal);

        var plan = Inputs.Plan(changed, Inputs.Standing(both, Seen.Host("a", device: "d", address: "198.51.100.1"), Open("b", 2)));

        Assert.Equal(["host/b/settle", "record", "host/a/configure", "host/a/enable", "host/b/claim", "host/b/rent", "host/b/await"], plan.Ids().Take(7));
        // Nothing is begun under a descriptor that may yet be refused, for other hosts neither.
        Assert.All(plan.Steps.Where(s => s.Id is "record" or "host/a/configure"), s => Assert.Equal(["host/b/settle"], s.Shown.DependsOn));
    }

    [Fact]
    public void Plan_WithAChangedPlaybook_SettlesEveryOpenRequest()
    {
        var changed = World.DescriptorText("a b").Replace("name: edge\n", "name: edge\nplaybook: static_vxlan\n", StringComparison.Ordinal);

        var plan = Inputs.Plan(changed, Inputs.Standing(World.DescriptorText("a b"), Open("a", 1), Open("b", 2)));

        Assert.Equal(["host/a/settle", "host/b/settle", "record"], plan.Ids().Take(3));
        Assert.Equal(["host/a/settle", "host/b/settle"], plan.Step("record").Shown.DependsOn);
    }

    [Fact]
    public void Plan_WithAnotherRegisteredProviderNamed_OnlyStoresTheDescriptor()
    {
        var changed = OneHost.Replace("hostname: a", "hostname: a, provider: other", StringComparison.Ordinal);

        Assert.Equal(["record"], Inputs.Plan(changed, Inputs.Standing(OneHost, Seen.Ready("a"))).Ids());
    }

    [Fact]
    public void Plan_WithAnEditedMemberWhoseMachineHasShownAlready_IsRefused()
    {
        var observed = Inputs.Standing(World.DescriptorText("a b"), Seen.Ready("a"), Open("b", 2));
        observed = observed with { Devices = [.. observed.Devices, observed.Devices[0] with { Id = "new", EdgeKey = World.KeyOf("b") }] };

        var error = Assert.Throws<EdgeException>(() => Inputs.Plan(OneHost, observed));

        Assert.Equal("DescriptorChanged", error.Code);
        Assert.Contains("host b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WithAMoreMemberBesideAnOpenRequest_SettlesNothing()
    {
        var plan = Inputs.Plan(World.DescriptorText("a b"), Inputs.Standing(OneHost, Open("a", 1)));

        Assert.DoesNotContain(plan.Steps, s => s.Kind == StepKind.SettleRequest);
        Assert.Equal("record", plan.Steps[0].Id);
    }

    private static ObservedHost Open(string key, int id) => Seen.Host(key, id, request: new HostRequest(1, IsOpen: true));
}
