using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Roles;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Tests.Hosts.Roles;
using EdgeProvision.Engine.Tests.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Preparation;

public sealed class OverlayViewTests
{
    private static readonly PlaybookLibrary s_shipped = new([Workshop.ShippedFolder]);

    private static ObservedHost Host(int id, string playbook, string configuration = "") => Seen.Ready($"node{id}", id) with
    {
        Template = new AttributeTree(("ANSIBLE_PLAYBOOK", playbook), ("PROVISION_CONFIGURATION_BASE64", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(configuration)))),
    };

    private static Engine.Pictures.Overlay? View(string peers, params ObservedHost[] hosts)
    {
        var provision = Inputs.Nothing with { Hosts = hosts, Record = Seen.Record("name: edge\n") with { PeersHash = peers } };
        return new OverlayView(s_shipped, new Dictionary<string, object?>()).Of(provision);
    }

    [Fact]
    public void Of_HostsOfTheShippedVxlanPlaybook_HasThemAndItsBridge()
    {
        var overlay = View("hash", Host(1, "static_vxlan"), Host(2, "static_vxlan"), Host(3, "default"))!;

        Assert.Equal(["node1", "node2"], overlay.Members);
        Assert.Equal(["vxbr100"], overlay.Bridges);
        Assert.True(overlay.IsAgreed);
    }

    [Fact]
    public void Of_ABridgeOfTheUsersOwn_HasThat() =>
        Assert.Equal(["vxlan7"], View("", Host(1, "static_vxlan", "opennebula_p2p_vxlan_bridge: vxlan7\n"))!.Bridges);

    [Fact]
    public void Of_PeersThatNobodyIsSureOf_IsNotAgreed() => Assert.False(View("", Host(1, "static_vxlan"))!.IsAgreed);

    [Fact]
    public void Of_HostsWithoutAnOverlay_IsNone() => Assert.Null(View("hash", Host(1, "default")));

    [Theory]
    [InlineData("a-playbook-of-somebody", "")]
    [InlineData("static_vxlan", "{[")]
    public void Of_AHostThatCannotBeUnderstood_ShowsTheOthers(string playbook, string configuration)
    {
        var overlay = View("", Host(1, "static_vxlan"), Host(2, playbook, configuration))!;

        Assert.Contains("node1", overlay.Members);
        Assert.Equal(["vxbr100"], overlay.Bridges);
    }

    [Fact]
    public void Pick_OfALog_IsTheLastOrTheOneAskedFor()
    {
        var provision = Inputs.Nothing with { Record = Seen.Record("name: edge\n") with { Operations = [World.Entry("A", OperationOutcome.Failed), World.Entry("b", OperationOutcome.Succeeded)] } };

        Assert.Equal("b", OperationLog.Pick(provision, null)!.Id);
        Assert.Equal("A", OperationLog.Pick(provision, "a")!.Id);
        Assert.Null(OperationLog.Pick(Inputs.Nothing, null));
        var error = Assert.Throws<EdgeException>(() => OperationLog.Pick(provision, "c"));
        Assert.Equal(("OperationNotFound", ErrorKind.NotFound), (error.Code, error.Kind));
        Assert.Contains("b (", error.RecommendedAction, StringComparison.Ordinal);
    }
}
