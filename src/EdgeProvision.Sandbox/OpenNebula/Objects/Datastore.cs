using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

internal sealed class Datastore : PoolObject
{
    internal Datastore(int id, string name, User? owner, DatastoreType type, Template template)
        : base(ObjectKind.Datastore, id, name, owner)
    {
        Permissions = Permissions.OwnerAndGroupUse();
        Type = type;
        Template = template;
    }

    internal DatastoreType Type { get; }

    internal SortedSet<int> Clusters { get; } = [];

    /// <summary>Total, free and used MB: what the datastore's driver measured.</summary>
    internal (int Total, int Free, int Used) Capacity { get; init; }

    internal override string StateText => "Ready";

    internal override void Write(XmlText xml, XmlView view)
    {
        var driver = Template.Get("DS_MAD");
        xml.Open("DATASTORE");
        WriteOwner(xml);
        Permissions.Write(xml);
        xml.CData("DS_MAD", driver.Length == 0 ? "-" : driver).CData("TM_MAD", Template.Get("TM_MAD"))
            .CData("BASE_PATH", $"/var/lib/one//datastores/{Id}").Number("TYPE", (int)Type).Number("DISK_TYPE", 0).Number("STATE", 0)
            .Ids("CLUSTERS", Clusters)
            .Number("TOTAL_MB", Capacity.Total).Number("FREE_MB", Capacity.Free).Number("USED_MB", Capacity.Used)
            .Ids("IMAGES", view.Zone.Images.All.Where(i => i.DatastoreId == Id).Select(i => i.Id));
        view.WriteTemplate(xml, this);
        xml.Close("DATASTORE");
    }
}
