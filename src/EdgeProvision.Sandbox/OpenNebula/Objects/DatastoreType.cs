namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>The daemon's numbers for what a datastore holds.</summary>
internal enum DatastoreType
{
    Image = 0,
    System = 1,
    File = 2,
    Backup = 3,
}
