namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>The states that the API shows for an instance, with their numbers.</summary>
internal static class InstanceState
{
    public const string Pending = "pending";
    public const string Running = "running";
    public const string ShuttingDown = "shutting-down";
    public const string Terminated = "terminated";
    public const string Stopping = "stopping";
    public const string Stopped = "stopped";

    public static int CodeOf(string state) => state switch
    {
        Pending => 0,
        Running => 16,
        ShuttingDown => 32,
        Terminated => 48,
        Stopping => 64,
        _ => 80,
    };
}
