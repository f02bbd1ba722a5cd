namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The state of a host as the front-end numbers it.</summary>
public enum HostState
{
    /// <summary>New, or just enabled: not monitored yet.</summary>
    Init = 0,

    /// <summary>Enabled, monitored, and being monitored again.</summary>
    MonitoringMonitored = 1,

    /// <summary>Enabled and monitored.</summary>
    Monitored = 2,

    /// <summary>Monitoring fails.</summary>
    Error = 3,

    /// <summary>Disabled: monitored, but gets no virtual machines.</summary>
    Disabled = 4,

    /// <summary>In error and being monitored again.</summary>
    MonitoringError = 5,

    /// <summary>Being monitored for the first time.</summary>
    MonitoringInit = 6,

    /// <summary>Disabled and being monitored.</summary>
    MonitoringDisabled = 7,

    /// <summary>Offline: neither monitored nor used.</summary>
    Offline = 8,
}
