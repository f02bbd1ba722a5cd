using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>What a new zone contains: two users, the default cluster, three datastores.</summary>
internal static class BuiltIn
{
    private static readonly (int, int, int) LocalDisk = (258020, 74334, 20177);

    internal static void Fill(Zone zone)
    {
        var admin = new User(0, zone.Options.UserName, zone.Options.Password, [0]);
        if (zone.Options.SshPublicKey.Length > 0) admin.Template.Add("SSH_PUBLIC_KEY", zone.Options.SshPublicKey);
        zone.Users.Add(admin);
        zone.Users.Add(new User(1, "serveradmin", Guid.NewGuid().ToString(), [0]));
        zone.Clusters.Add(new Cluster(0, "default"));
        var facts = zone.Facts;
        Add(zone, admin, 0, "system", DatastoreType.System, default, "TM_MAD=ssh\nTYPE=SYSTEM_DS\nDISK_TYPE=FILE", facts);
        Add(zone, admin, 1, "default", DatastoreType.Image, LocalDisk, "DS_MAD=fs\nTM_MAD=ssh\nTYPE=IMAGE_DS\nDISK_TYPE=FILE", facts);
        Add(zone, admin, 2, "files", DatastoreType.File, LocalDisk, "DS_MAD=fs\nTM_MAD=ssh\nTYPE=FILE_DS", facts);
    }

    private static void Add(Zone zone, User owner, int id, string name, DatastoreType type, (int, int, int) capacity, string text, ReleaseFacts facts)
    {
        var template = TemplateReader.Read(text);
        // The system datastore of a new zone has safe directories although those that users make lack them.
        template.Add("RESTRICTED_DIRS", "/");
        template.Add("SAFE_DIRS", "/var/tmp");
        StorageDrivers.Complete(template, type, facts);
        zone.Datastores.Add(new Datastore(id, name, owner, type, template) { Capacity = capacity, Clusters = { 0 } });
    }
}
