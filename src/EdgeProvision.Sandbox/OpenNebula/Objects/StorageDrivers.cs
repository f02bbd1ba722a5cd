using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>The storage drivers that oned.conf defines, and what each puts into the template of a datastore.</summary>
internal static class StorageDrivers
{
    private static readonly Dictionary<string, Transfer> Transfers = new()
    {
        ["dummy"] = new("NONE", "SYSTEM", "YES", "NO"),
        ["fs_lvm"] = new("SYSTEM", "SYSTEM", "YES", "NO"),
        ["lvm"] = new("NONE", "SELF", "YES", "NO"),
        ["qcow2"] = new("NONE", "SYSTEM", "YES", "NO"),
        ["shared"] = new("NONE", "SYSTEM", "YES", "YES"),
        ["ssh"] = new("SYSTEM", "SYSTEM", "NO", "YES"),
        ["ceph"] = new("NONE", "SELF", "YES", "NO"),
        ["dev"] = new("NONE", "NONE", "YES", "YES"),
        ["local"] = new("SYSTEM", "SYSTEM", "NO", "YES"),
    };

    private static readonly HashSet<string> Images = ["dummy", "fs", "lvm", "ceph", "dev", "iscsi_libvirt", "rsync", "restic"];

    internal static IEnumerable<string> TransferNames => Transfers.Keys.Order(StringComparer.Ordinal);

    internal static IEnumerable<string> ImageNames => Images.Order(StringComparer.Ordinal);

    internal static bool KnowsTransfer(string name) => Transfers.ContainsKey(name);

    internal static bool KnowsImage(string name) => Images.Contains(name);

    internal static void Complete(Template template, DatastoreType type, ReleaseFacts facts)
    {
        var transfer = Transfers[template.Get("TM_MAD")];
        if (type != DatastoreType.File) template.SetIfAbsent("DISK_TYPE", "FILE");
        template.Set("ALLOW_ORPHANS", transfer.AllowOrphans);
        if (!template.Has("RESTRICTED_DIRS"))
        {
            template.Add("RESTRICTED_DIRS", "/");
            template.SetIfAbsent("SAFE_DIRS", "/var/tmp");
        }

        if (type == DatastoreType.System)
        {
            template.Set("SHARED", transfer.Shared);
            template.Set("DS_MIGRATE", "YES");
            if (facts.IsNew) template.Set("DS_LIVE_MIGRATE", "NO");
        }
        else
        {
            template.Set("CLONE_TARGET", transfer.CloneTarget);
            template.Set("LN_TARGET", transfer.LinkTarget);
            if (facts.IsNew) template.Set("PERSISTENT_SNAPSHOTS", "YES");
        }
    }

    private sealed record Transfer(string LinkTarget, string CloneTarget, string Shared, string AllowOrphans);
}
