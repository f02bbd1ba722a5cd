using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

internal sealed class Cluster : PoolObject
{
    internal Cluster(int id, string name)
        : base(ObjectKind.Cluster, id, name, null)
    {
        Template.Add("RESERVED_CPU", "");
        Template.Add("RESERVED_MEM", "");
    }

    internal override void Write(XmlText xml, XmlView view)
    {
        var zone = view.Zone;
        xml.Open("CLUSTER").Number("ID", Id).Plain("NAME", Name)
            .Ids("HOSTS", zone.Hosts.All.Where(h => h.ClusterId == Id).Select(h => h.Id))
            .Ids("DATASTORES", zone.Datastores.All.Where(d => d.Clusters.Contains(Id)).Select(d => d.Id))
            .Ids("VNETS", zone.Networks.All.Where(n => n.Clusters.Contains(Id)).Select(n => n.Id));
        view.WriteTemplate(xml, this);
        xml.Close("CLUSTER");
    }
}
