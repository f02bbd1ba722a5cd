using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Wire;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

internal static class SystemCalls
{
    internal static void AddTo(CallTable table)
    {
        table.Add("one.system.version", call => new RpcValue.Text(call.Zone.Facts.Version));
        table.Add("one.system.config", Config);
        table.Add("one.zonepool.info", Zones);
    }

    // Every user gets it, and the encryption key in clear with it: so it is in the real daemon.
    private static RpcValue Config(CallContext call)
    {
        var xml = new XmlText();
        TemplateXml.Write(xml, call.Zone.Facts.ConfigRoot, Configuration.Of(call.Zone));
        return new RpcValue.Text(xml.ToString());
    }

    private static RpcValue Zones(CallContext call)
    {
        var facts = call.Zone.Facts;
        var xml = new XmlText().Open("ZONE_POOL").Open("ZONE").Number("ID", 0).Plain("NAME", "OpenNebula");
        if (!facts.IsOld) xml.Number("STATE", 0);
        xml.Open("TEMPLATE").CData("ENDPOINT", call.Zone.Options.Endpoint);
        if (facts.IsNew) xml.CData("ENDPOINT_GRPC", "");
        xml.Close("TEMPLATE").Open("SERVER_POOL").Close("SERVER_POOL").Close("ZONE").Close("ZONE_POOL");
        return new RpcValue.Text(xml.ToString());
    }
}
