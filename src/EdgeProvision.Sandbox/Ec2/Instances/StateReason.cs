namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>Why an instance is in its state.</summary>
internal sealed record StateReason(string Code, string Message)
{
    public static StateReason Pending { get; } = new("pending", "pending");

    public static StateReason User { get; } = new("Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown");

    public static StateReason LaunchFailed { get; } = new("Server.InternalError", "Server.InternalError: Internal error on launch");

    public static StateReason Failed(string why) => new("Server.InternalError", $"Server.InternalError: {why}");
}
