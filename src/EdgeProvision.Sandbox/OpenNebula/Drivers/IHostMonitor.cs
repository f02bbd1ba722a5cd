namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>The capacity of hosts as the emulated monitoring drivers see it. Asked while the zone is locked: it answers from memory.</summary>
public interface IHostMonitor
{
    /// <summary>What the host of that name has, or null when it does not answer. Edge hosts are named by their address.</summary>
    /// <param name="hostName">The name that the host has in the front-end.</param>
    /// <param name="driver">Its information driver (IM_MAD).</param>
    HostCapacity? Measure(string hostName, string driver);
}
