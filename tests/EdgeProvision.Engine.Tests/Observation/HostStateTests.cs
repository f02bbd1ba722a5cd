using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Engine.Tests.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Observation;

/// <summary>The table of states: from front-end data alone.</summary>
public sealed class HostStateTests
{
    public static TheoryData<EdgeHostState, string> Table => new()
    {
        { EdgeHostState.Pending, "no request" },
        { EdgeHostState.Pending, "refused" },
        { EdgeHostState.Creating, "open" },
        { EdgeHostState.Creating, "no address" },
        { EdgeHostState.Configuring, "pending" },
        { EdgeHostState.Configuring, "offline" },
        { EdgeHostState.Ready, "ready" },
        { EdgeHostState.Off, "off" },
        { EdgeHostState.Off, "restarting" },
        { EdgeHostState.Error, "failed configuration" },
        { EdgeHostState.Error, "front-end error" },
    };

    private static ObservedHost Host(string row) => row switch
    {
        "no request" => Seen.Host("a") with { Request = null },
        "refused" => Seen.Host("a"),
        "open" => Seen.Host("a", request: new HostRequest(1, IsOpen: true)),
        "no address" => Seen.Host("a", device: "d"),
        "pending" => Seen.Host("a", device: "d", address: "198.51.100.1"),
        "offline" => Seen.Ready("a", state: 8),
        "ready" => Seen.Ready("a"),
        "off" => Seen.Ready("a", power: HostPower.Off, state: 8),
        "restarting" => Seen.Ready("a", power: new HostPower(HostPowerKind.Restarting, "b"), state: 8),
        "failed configuration" => Seen.Host("a", device: "d", address: "198.51.100.1", status: "error"),
        _ => Seen.Ready("a", state: 3),
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void HostState_OfEachRow_IsTheTables(EdgeHostState expected, string row) => Assert.Equal(expected, ProvisionView.HostState(Host(row)));

    [Fact]
    public void Of_AProvision_HasTheWorstStateOfItsHosts()
    {
        Assert.Equal(ProvisionState.Ready, State("ready"));
        Assert.Equal(ProvisionState.Off, State("ready", "off"));
        Assert.Equal(ProvisionState.Configuring, State("off", "pending"));
        Assert.Equal(ProvisionState.Error, State("ready", "failed configuration", "open"));
        Assert.Equal(ProvisionState.Ready, State());
    }

    [Fact]
    public void Of_AProvisionThatIsBeingRemoved_IsDeleting()
    {
        var observed = Inputs.Standing(World.DescriptorText());

        Assert.Equal(ProvisionState.Deleting, ProvisionView.Of(observed with { Record = observed.Record! with { IsDeleting = true } }, []).State);
    }

    [Fact]
    public void Of_AHostWithAnIpv6AddressOnly_IsReadyAndShowsTheAddress()
    {
        var host = Seen.Ready("a") with { Name = "provision-" + new string('a', 48) };
        host = host with { Template = host.Template.Add(EdgeAttribute.Address, "2001:db8::1") };

        var view = ProvisionView.Of(Inputs.Standing(World.DescriptorText(), host), []).Hosts[0];

        Assert.Equal((EdgeHostState.Ready, "2001:db8::1"), (view.State, view.Address));
        Assert.True(Inputs.Plan(World.DescriptorText(), Inputs.Standing(World.DescriptorText(), host)).IsEmpty);
    }

    [Fact]
    public void Of_AProvisionThatIsNotThereToBeUsed_HasTheOriginalsWordPending()
    {
        var whole = Inputs.Standing(World.DescriptorText(), Seen.Ready("a"));

        Assert.Equal("configured", Status(whole));
        Assert.Equal("pending", Status(whole with { Record = whole.Record! with { IsDeleting = true } }));
        Assert.Equal("pending", Status(whole with { Record = whole.Record! with { IsDeleting = true }, Hosts = [] }));
        Assert.Equal("pending", Status(whole with { Clusters = [], Hosts = [] }));
        Assert.Equal("error", Status(whole with { Record = whole.Record! with { IsDeleting = true }, Hosts = [Host("failed configuration")] }));
        Assert.Equal("configured", Status(whole with { Hosts = [] }));
    }

    [Theory]
    [InlineData(null, "eu-central-1")]
    [InlineData("eu-central-1b", "eu-central-1b")]
    public void Location_AtEc2_IsTheZoneWhereTheOrderNamesOne(string? zone, string expected)
    {
        var host = Seen.Ready("a");
        var provision = host.Template.Section("PROVISION")!.Add("REGION_NAME", "eu-central-1");
        host = host with { Template = new Engine.OpenNebula.AttributeTree(("PM_MAD", "ec2")).Add("PROVISION", zone is null ? provision : provision.Add("AVAILABILITYZONE", zone)) };

        Assert.Equal(expected, ProvisionView.Of(Inputs.Standing(World.DescriptorText(), host), []).Hosts[0].Location);
    }

    private static string Status(ObservedProvision observed) => ProvisionView.Of(observed, []).ConfigurationStatus;

    private static ProvisionState State(params string[] rows) =>
        ProvisionView.Of(Inputs.Standing(World.DescriptorText(), [.. rows.Select(Host)]), []).State;
}
