namespace EdgeProvision.Engine.Hosts.Programs;

/// <summary>What a host program is for.</summary>
public enum HostProgramKind
{
    /// <summary>Everything that the playbooks say.</summary>
    Configuration,

    /// <summary>Only the overlay's set of peers.</summary>
    Peers,
}
