namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>What is wanted of packages.</summary>
public enum PackageState
{
    /// <summary>Installed, whatever the version.</summary>
    Present,

    /// <summary>Installed in the newest version that the repositories have.</summary>
    Latest,

    /// <summary>Not installed.</summary>
    Absent,
}
