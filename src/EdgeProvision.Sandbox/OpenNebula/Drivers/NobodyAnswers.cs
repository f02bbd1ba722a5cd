namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>The monitor of a front-end without hosts.</summary>
internal sealed class NobodyAnswers : IHostMonitor
{
    public HostCapacity? Measure(string hostName, string driver) => null;
}
