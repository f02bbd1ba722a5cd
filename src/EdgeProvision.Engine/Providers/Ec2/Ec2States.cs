using Amazon.EC2.Model;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>The service's words for an instance's state.</summary>
internal static class Ec2States
{
    public const string Terminated = "terminated";
    private const string ShuttingDown = "shutting-down";

    private static readonly Dictionary<string, DeviceState> Table = new(StringComparer.Ordinal)
    {
        ["pending"] = DeviceState.Pending,
        ["running"] = DeviceState.Active,
        ["stopping"] = DeviceState.Stopping,
        ["stopped"] = DeviceState.Inactive,
        [ShuttingDown] = DeviceState.Releasing,
        [Terminated] = DeviceState.Releasing,
    };

    // Whoever has ended it that way wanted that.
    private static readonly string[] WantedReasons = ["Client.UserInitiatedShutdown", "Client.InstanceInitiatedShutdown"];

    public static DeviceState Parse(Instance instance) =>
        IsBroken(instance) ? DeviceState.Failed : Table.GetValueOrDefault(instance.State.Name.Value, DeviceState.Unknown);

    /// <summary>The state, with the service's reason where it ended the instance itself.</summary>
    public static string Describe(Instance instance) => IsBroken(instance)
        ? $"{instance.State.Name.Value} ({Http.ErrorText.Clean(instance.StateReason.Message ?? instance.StateReason.Code)})"
        : instance.State.Name.Value;

    /// <summary>It has ended, or is about to: nothing brings it back.</summary>
    public static bool IsOver(Instance instance) => instance.State?.Name?.Value is Terminated or ShuttingDown;

    /// <summary>
    /// The service gave up on it: it never came up, or its hardware broke. Such an instance is shown for an hour, and costs nothing any more.
    /// </summary>
    public static bool IsBroken(Instance instance) =>
        instance.State.Name.Value == Terminated && instance.StateReason?.Code is { Length: > 0 } code && !WantedReasons.Contains(code, StringComparer.Ordinal);
}
