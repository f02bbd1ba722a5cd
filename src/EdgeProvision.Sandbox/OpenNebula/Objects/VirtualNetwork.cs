using System.Globalization;
using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

internal sealed class VirtualNetwork : PoolObject
{
    private readonly List<AddressRange> ranges = [];

    internal VirtualNetwork(int id, string name, User owner, Template template, string bridgeType, ReleaseFacts facts)
        : base(ObjectKind.Network, id, name, owner)
    {
        Template = template;
        VnMad = template.Get("VN_MAD");
        BridgeType = bridgeType;
        Phydev = template.Get("PHYDEV");
        VlanAutomatic = IsYes(template.Take("AUTOMATIC_VLAN_ID"));
        VlanId = VlanAutomatic ? (id + 2).ToString(CultureInfo.InvariantCulture) : template.Get("VLAN_ID");
        OuterVlanAutomatic = IsYes(template.Take("AUTOMATIC_OUTER_VLAN_ID"));
        OuterVlanId = OuterVlanAutomatic ? (id + 2).ToString(CultureInfo.InvariantCulture) : template.Get("OUTER_VLAN_ID");
        Bridge = template.Get("BRIDGE");
        if (Bridge.Length == 0) Bridge = VlanId.Length > 0 ? $"onebr.{VlanId}" : $"onebr{id}";
        hasEmptyVlans = !facts.IsNew;
        Restore();
    }

    private readonly bool hasEmptyVlans;

    internal SortedSet<int> Clusters { get; } = [];

    internal NetworkState State { get; set; } = NetworkState.Ready;

    internal string VnMad { get; }

    internal string Bridge { get; private set; }

    internal string BridgeType { get; }

    internal string Phydev { get; }

    internal string VlanId { get; }

    internal string OuterVlanId { get; }

    internal bool VlanAutomatic { get; }

    internal bool OuterVlanAutomatic { get; }

    internal IReadOnlyList<AddressRange> Ranges => ranges;

    internal int UsedLeases => ranges.Sum(r => r.UsedLeases);

    internal override string StateText => State.ToString();

    /// <summary>The id of the next range; one that could not be made does not use it up.</summary>
    internal int NextRangeId { get; private set; }

    internal void Add(AddressRange range)
    {
        ranges.Add(range);
        NextRangeId = range.Id + 1;
    }

    internal void Remove(AddressRange range) => ranges.Remove(range);

    internal AddressRange? Range(int id) => ranges.Find(r => r.Id == id);

    internal override void AfterUpdate(Template before)
    {
        if (Template.Get("BRIDGE") is { Length: > 0 } bridge) Bridge = bridge;
        Template.Erase("AUTOMATIC_VLAN_ID");
        Template.Erase("AUTOMATIC_OUTER_VLAN_ID");
        Restore();
    }

    internal override void Write(XmlText xml, XmlView view)
    {
        xml.Open("VNET");
        WriteOwner(xml);
        WriteLock(xml);
        Permissions.Write(xml);
        xml.Ids("CLUSTERS", Clusters).CData("BRIDGE", Bridge).CData("BRIDGE_TYPE", BridgeType);
        if (!view.Facts.IsOld) xml.CData("STATE", (int)State).CData("PREV_STATE", (int)State);
        xml.Empty("PARENT_NETWORK_ID").CData("VN_MAD", VnMad);
        Optional(xml, "PHYDEV", Phydev);
        Optional(xml, "VLAN_ID", VlanId);
        Optional(xml, "OUTER_VLAN_ID", OuterVlanId);
        xml.Number("VLAN_ID_AUTOMATIC", VlanAutomatic ? 1 : 0).Number("OUTER_VLAN_ID_AUTOMATIC", OuterVlanAutomatic ? 1 : 0)
            .Number("USED_LEASES", UsedLeases);
        if (view.Facts.IsNew) xml.Number("TEMPLATE_ID", -1);
        xml.Ids("VROUTERS", []);
        if (!view.Facts.IsOld) xml.Ids("UPDATED_VMS", []).Ids("OUTDATED_VMS", []).Ids("UPDATING_VMS", []).Ids("ERROR_VMS", []);
        view.WriteTemplate(xml, this);
        xml.Open("AR_POOL");
        foreach (var range in ranges) range.Write(xml, view);
        xml.Close("AR_POOL").Close("VNET");
    }

    private static void Optional(XmlText xml, string name, string value)
    {
        if (value.Length == 0) xml.Empty(name);
        else xml.CData(name, value);
    }

    // What the daemon keeps in the template whatever a user writes there.
    private void Restore()
    {
        Template.Set("BRIDGE", Bridge);
        Template.Set("BRIDGE_TYPE", BridgeType);
        Template.Set("VN_MAD", VnMad);
        Template.Set("PHYDEV", Phydev);
        SetVlan("VLAN_ID", VlanId, VlanAutomatic);
        SetVlan("OUTER_VLAN_ID", OuterVlanId, OuterVlanAutomatic);
        var groups = Template.Get("SECURITY_GROUPS").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Template.Set("SECURITY_GROUPS", string.Join(',', groups.Append("0").Distinct().Order(StringComparer.Ordinal)));
    }

    private void SetVlan(string name, string value, bool automatic)
    {
        Template.Erase(name);
        if (!automatic && (value.Length > 0 || hasEmptyVlans)) Template.Add(name, value);
    }

    private static bool IsYes(string value) => value.Equals("YES", StringComparison.OrdinalIgnoreCase);
}
