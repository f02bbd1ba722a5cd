using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

internal sealed class Image(int id, string name, User owner, int datastoreId, int type, int sizeMb, bool persistent, long registered)
    : PoolObject(ObjectKind.Image, id, name, owner)
{
    private static readonly string[] Types = ["OS", "CDROM", "DATABLOCK", "KERNEL", "RAMDISK", "CONTEXT", "BACKUP"];

    internal int DatastoreId { get; } = datastoreId;

    internal ImageState State { get; set; } = ImageState.Locked;

    internal override string StateText => State.ToString();

    /// <summary>The number of a type's name, -1 for none that there is; no name at all is an operating system.</summary>
    internal static int TypeOf(string name) => name.Length == 0 ? 0 : Array.IndexOf(Types, name.ToUpperInvariant());

    internal override void Write(XmlText xml, XmlView view)
    {
        var users = view.Zone.VmsUsingImage(Id).Select(v => v.Id).ToList();
        var state = State == ImageState.Ready && users.Count > 0 ? ImageState.Used : State;
        xml.Open("IMAGE");
        WriteOwner(xml);
        WriteLock(xml);
        Permissions.Write(xml);
        xml.Number("TYPE", type).Number("DISK_TYPE", 0).Number("PERSISTENT", persistent ? 1 : 0).Number("REGTIME", registered);
        if (view.Facts.IsNew) xml.Number("MODTIME", registered);
        xml.CData("SOURCE", State == ImageState.Locked ? "" : "dummy_path").CData("PATH", Template.Get("PATH")).CData("FORMAT", "raw")
            .CData("FS", "").Number("SIZE", sizeMb).Number("STATE", (int)state);
        if (!view.Facts.IsOld) xml.Number("PREV_STATE", (int)state);
        xml.Number("RUNNING_VMS", users.Count).Number("CLONING_OPS", 0).Number("CLONING_ID", -1).Number("TARGET_SNAPSHOT", -1)
            .Number("DATASTORE_ID", DatastoreId).Plain("DATASTORE", view.Zone.Datastores.Find(DatastoreId)?.Name ?? "")
            .Ids("VMS", users).Ids("CLONES", []).Ids("APP_CLONES", []);
        view.WriteTemplate(xml, this);
        xml.Open("SNAPSHOTS");
        if (!view.Facts.IsOld) xml.CData("ALLOW_ORPHANS", "NO").CData("CURRENT_BASE", -1).CData("NEXT_SNAPSHOT", 0);
        xml.Close("SNAPSHOTS");
        if (!view.Facts.IsOld) xml.Open("BACKUP_INCREMENTS").Close("BACKUP_INCREMENTS").Ids("BACKUP_DISK_IDS", []);
        xml.Close("IMAGE");
    }
}
