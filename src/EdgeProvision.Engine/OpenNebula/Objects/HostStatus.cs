namespace EdgeProvision.Engine.OpenNebula;

/// <summary>What <c>one.host.status</c> can be told.</summary>
public enum HostStatus
{
    /// <summary>Monitor and use it.</summary>
    Enabled = 0,

    /// <summary>Monitor it, start nothing there.</summary>
    Disabled = 1,

    /// <summary>Neither.</summary>
    Offline = 2,
}
