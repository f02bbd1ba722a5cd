using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

internal static class ImageCalls
{
    private const string Prefix = "Error allocating a new image. ";

    internal static void AddTo(CallTable table)
    {
        table.Add("one.image.allocate", Allocate);
        table.Add("one.image.delete", Delete);
    }

    private static int Allocate(CallContext call)
    {
        var template = call.Parse(call.Text(1));
        var zone = call.Zone;
        var datastore = call.Get<Datastore>(ObjectKind.Datastore, call.Int(2), Permissions.Right.Use);
        if (datastore.Type is DatastoreType.System or DatastoreType.Backup)
            throw new Refusal(Refusal.Allocate, Prefix + "New images can only be allocated in a files or image datastore.");
        var size = template.GetInt("SIZE");
        if (datastore.Template.GetInt("LIMIT_MB") is > 0 and var limit && datastore.Capacity.Used + size > limit)
            throw new Refusal(Refusal.Action, "Not enough space in datastore");

        var name = template.Take("NAME");
        Names.Demand(zone, ObjectKind.Image, name, call.Caller.Id, Refusal.Allocate, Prefix);
        var type = Image.TypeOf(template.Take("TYPE"));
        if (type < 0) throw new Refusal(Refusal.Allocate, Prefix + "Unknown type in template.");
        template.Erase("SIZE");
        var persistent = template.Take("PERSISTENT").Equals("YES", StringComparison.OrdinalIgnoreCase);
        template.SetIfAbsent("DEV_PREFIX", "sd");
        var image = zone.Images.Add(new Image(zone.Images.NextId, name, call.Caller, datastore.Id, type, size, persistent, zone.UnixTime)
        {
            Template = template,
        });
        zone.Later(zone.Options.DriverLatency, () =>
        {
            if (image.State == ImageState.Locked) image.State = ImageState.Ready;
        });
        return image.Id;
    }

    private static int Delete(CallContext call)
    {
        var zone = call.Zone;
        var image = call.Get<Image>(ObjectKind.Image, call.Int(1), Permissions.Right.Manage);
        var users = zone.VmsUsingImage(image.Id).Count();
        if (users > 0) throw new Refusal(Refusal.Action, $"Cannot delete image. There are {users} VMs using it.");
        image.State = ImageState.Deleting;
        zone.Later(zone.Options.DriverLatency, () => zone.Images.Remove(image.Id));
        return image.Id;
    }
}
