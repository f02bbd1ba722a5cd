using EdgeProvision.Sandbox.OpenNebula.Objects;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

internal static class DatastoreCalls
{
    private static readonly (int, int, int) DummyCapacity = (20480, 20480, 9720);

    internal static void AddTo(CallTable table)
    {
        table.Add("one.datastore.allocate", Allocate);
        table.Add("one.datastore.delete", Delete);
    }

    private static int Allocate(CallContext call)
    {
        var template = call.Parse(call.Text(1));
        var zone = call.Zone;
        call.DemandAdministrator("CREATE DATASTORE", $"ADMIN CLUSTER [{Math.Max(0, call.Int(2))}]");
        var cluster = call.Cluster(2);
        var name = template.Take("NAME");
        Names.Demand(zone, ObjectKind.Datastore, name, 0);

        var type = TypeOf(template.Get("TYPE"));
        var (transfer, images) = (template.Get("TM_MAD"), template.Get("DS_MAD"));
        var isSystem = type == DatastoreType.System;
        if (transfer.Length == 0) throw new Refusal(Refusal.Internal, "No TM_MAD in template.");
        if (images.Length == 0 && !isSystem) throw new Refusal(Refusal.Internal, "No DS_MAD in template.");
        if (!StorageDrivers.KnowsTransfer(transfer))
            throw new Refusal(Refusal.Internal, $"TM_MAD named \"{transfer}\" is not defined in oned.conf");
        if (!isSystem && !StorageDrivers.KnowsImage(images))
            throw new Refusal(Refusal.Internal, $"DS_MAD named \"{images}\" is not defined in oned.conf");

        if (template.Has("TYPE")) template.Set("TYPE", type.ToString().ToUpperInvariant() + "_DS");
        StorageDrivers.Complete(template, type, zone.Facts);
        var datastore = new Datastore(zone.Datastores.NextId, name, call.Caller, type, template)
        {
            Capacity = images == "dummy" && !isSystem ? DummyCapacity : default,
            Clusters = { cluster },
        };
        zone.Encrypt(datastore);
        return zone.Datastores.Add(datastore).Id;
    }

    // The daemon deletes a system datastore under running machines: to look is the client's duty.
    private static int Delete(CallContext call)
    {
        var id = call.Int(1);
        call.Get<Datastore>(ObjectKind.Datastore, id, Permissions.Right.Manage);
        if (call.Zone.Images.All.Any(i => i.DatastoreId == id))
            throw new Refusal(Refusal.Action, $"Cannot delete datastore. Datastore {id} is not empty.");
        if (id < 100) throw new Refusal(Refusal.Action, "Cannot delete datastore. System Datastores (ID < 100) cannot be deleted.");
        call.Zone.Datastores.Remove(id);
        return id;
    }

    private static DatastoreType TypeOf(string text) => text.ToUpperInvariant() switch
    {
        "SYSTEM_DS" => DatastoreType.System,
        "FILE_DS" => DatastoreType.File,
        "BACKUP_DS" => DatastoreType.Backup,
        _ => DatastoreType.Image,
    };
}
