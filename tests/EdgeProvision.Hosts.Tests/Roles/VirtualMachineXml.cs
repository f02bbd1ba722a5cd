using System.Text;

namespace EdgeProvision.Hosts.Tests.Roles;

/// <summary>A virtual machine as oned hands it to its network drivers: XML in base64.</summary>
internal sealed class VirtualMachineXml(int id)
{
    private readonly StringBuilder _parts = new();

    /// <summary>What its owner has written about it.</summary>
    public string UserTemplate { get; init; } = "";

    public VirtualMachineXml Card(int nic, string address, bool moved = false)
    {
        _parts.Append($"<NIC>{Leaf("AR_ID", "0")}{Leaf("BRIDGE", "br0")}{Leaf("IP", address)}{Leaf("NIC_ID", nic.ToString())}{Attach(moved)}{Leaf("VN_MAD", "bridge")}</NIC>");
        return this;
    }

    public VirtualMachineXml Alias(int nic, int parent, string address, bool moved = false, string driver = "alias_sdnat")
    {
        _parts.Append($"<NIC_ALIAS>{Leaf("ALIAS_ID", (nic - 1).ToString())}{Attach(moved)}{Leaf("EXTERNAL", "yes")}{Leaf("IP", address)}{Leaf("NIC_ID", nic.ToString())}{Leaf("PARENT_ID", parent.ToString())}{Leaf("VN_MAD", driver)}</NIC_ALIAS>");
        return this;
    }

    public string Text => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        $"<VM><ID>{id}</ID><NAME>guest</NAME><STIME>1</STIME><MONITORING/><TEMPLATE>{Leaf("CPU", "1")}{_parts}<OS/></TEMPLATE><USER_TEMPLATE>{Leaf("DESCRIPTION", UserTemplate)}</USER_TEMPLATE></VM>"));

    private static string Attach(bool moved) => moved ? Leaf("ATTACH", "YES") : "";

    private static string Leaf(string name, string value) => $"<{name}><![CDATA[{value}]]></{name}>";
}
