using System.Xml.Linq;
using EdgeProvision.Engine.Aliases;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Tests.Aliases;

public sealed class MachineAliasTests
{
    [Theory]
    [InlineData(3, 5)] // running
    [InlineData(5, 5)] // asleep
    [InlineData(8, 5)] // off
    [InlineData(1, null)] // waits for a host
    [InlineData(6, null)] // ended
    public void WantedHost_ByState_IsWhereItKeepsItsPlace(int state, int? host)
    {
        var vm = Machine(state, "", (5, 0));

        Assert.Equal(host, Assert.Single(MachineAlias.Of(vm)).WantedHost(vm));
    }

    [Theory]
    [InlineData(46, 5)] // the alias is being plugged
    [InlineData(47, null)] // unplugged
    public void WantedHost_WhilePlugging_IsToldByTheStayThatHasEnded(int action, int? host)
    {
        var vm = Machine(3, "<ATTACH>YES</ATTACH>", (5, action), (5, 0));

        Assert.Equal(host, Assert.Single(MachineAlias.Of(vm)).WantedHost(vm));
    }

    [Theory]
    [InlineData("NIC", 24, 0, null)] // its card is unplugged: the alias says nothing, and goes
    [InlineData("PCI", 24, 0, null)]
    [InlineData("NIC", 24, 2, 5)] // another card is
    [InlineData("NIC", 23, 2, 5)] // another card comes
    public void WantedHost_WhileACardIsPlugged_GoesWithItsOwn(string kind, int action, int card, int? host)
    {
        var vm = Machine(3, "<PARENT_ID>0</PARENT_ID>", $"<{kind}><ATTACH>YES</ATTACH><NIC_ID>{card}</NIC_ID></{kind}>", (5, action), (5, 0));

        Assert.Equal(host, Assert.Single(MachineAlias.Of(vm)).WantedHost(vm));
    }

    [Fact]
    public void WantedHost_AnotherAliasIsUnplugged_Stays()
    {
        var vm = Machine(3, "", (5, 47), (5, 0));

        Assert.Equal(5, Assert.Single(MachineAlias.Of(vm)).WantedHost(vm));
    }

    [Fact]
    public void WantedHost_MachineWithoutIt_IsNowhere()
    {
        var alias = Assert.Single(MachineAlias.Of(Machine(3, "", (5, 0))));

        Assert.Null(alias.WantedHost(null));
        Assert.Null(alias.WantedHost(VmObject.Read(XElement.Parse("<VM><ID>7</ID><STATE>3</STATE><TEMPLATE/></VM>"))));
    }

    [Fact]
    public void Of_AliasWithoutIPv4Address_IsNone() =>
        Assert.Empty(MachineAlias.Of(VmObject.Read(XElement.Parse("<VM><ID>7</ID><STATE>3</STATE><TEMPLATE><NIC_ALIAS><IP6>2001:db8::1</IP6><NETWORK_ID>1</NETWORK_ID><AR_ID>0</AR_ID></NIC_ALIAS></TEMPLATE></VM>"))));

    private static VmObject Machine(int state, string more, params (int Host, int Action)[] stays) => Machine(state, more, "", stays);

    private static VmObject Machine(int state, string more, string card, params (int Host, int Action)[] stays)
    {
        var history = string.Concat(stays.Select((s, i) => $"<HISTORY><SEQ>{i}</SEQ><HID>{s.Host}</HID><ACTION>{s.Action}</ACTION></HISTORY>"));
        return VmObject.Read(XElement.Parse(
            $"<VM><ID>7</ID><STATE>{state}</STATE><TEMPLATE>{card}<NIC_ALIAS><IP>192.0.2.1</IP><NETWORK_ID>1</NETWORK_ID><AR_ID>0</AR_ID>{more}</NIC_ALIAS></TEMPLATE><HISTORY_RECORDS>{history}</HISTORY_RECORDS></VM>"));
    }
}
