namespace EdgeProvision.Engine.OpenNebula;

/// <summary>What a datastore holds.</summary>
public enum DatastoreType
{
    /// <summary>Images.</summary>
    Image = 0,

    /// <summary>The disks of running virtual machines.</summary>
    System = 1,

    /// <summary>Kernels and files.</summary>
    File = 2,

    /// <summary>Backups (not in 5.10).</summary>
    Backup = 3,
}
