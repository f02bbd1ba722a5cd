using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Redfish;

namespace EdgeProvision.Sandbox.Control;

/// <summary>The control calls that make providers and machines misbehave, behind the back of the provider's API.</summary>
internal sealed class AccidentCalls(ControlledWorld world)
{
    public async Task<HttpReply?> AnswerAsync(HttpCall call, string[] path, CancellationToken cancellationToken)
    {
        if (call.Method != "POST")
            return null;
        return path switch
        {
            ["provider", "packet"] => SetConditions(ControlApi.Read<ConditionsOrder>(call)),
            ["provider", "packet", "reserved"] => Reserve(ControlApi.Read<PacketReservedOrder>(call)),
            ["provider", "packet", "devices", var id, "fail"] => world.Packet.Break(id) ? ControlApi.Reply(200, new { }) : null,
            ["provider", "ec2"] when world.Ec2 is { } ec2 => SetConditions(ec2.Conditions, ControlApi.Read<Ec2ConditionsOrder>(call)),
            ["provider", "ec2", "instances", var id, "fail"] when world.Ec2 is { } ec2 => ec2.Break(id) ? ControlApi.Reply(200, new { }) : null,
            ["provider", "redfish"] when world.Redfish is { } redfish => SetConditions(redfish.Conditions, ControlApi.Read<RedfishConditionsOrder>(call)),
            ["machines", var id, var action] when world.Room.Find(id) is not null => await ActAsync(id, action, cancellationToken),
            _ => null,
        };
    }

    private HttpReply Reserve(PacketReservedOrder order) => world.Packet.Reserve(order.Plan, order.Facility, order.Rate, order.BillingCycle, order.Spare) is { } id
        ? ControlApi.Reply(201, new { Id = id })
        : ControlApi.Error(400, $"There is no plan {order.Plan}, or no facility {order.Facility}.");

    private HttpReply SetConditions(ConditionsOrder order)
    {
        var conditions = world.Packet.Conditions;
        if (order.ListLagMs is { } lag)
            conditions.ListLag = TimeSpan.FromMilliseconds(lag);
        if (order.RateLimit is { } limit)
            conditions.RateLimit = limit;
        if (order.FailNext is { } failing)
            conditions.FailNext(failing);
        if (order.MuteNext is { } mute)
            conditions.MuteNext(mute);
        if (order.KeepsTerminationTimes is { } keeps)
            conditions.KeepsTerminationTimes = keeps;
        if (order.Capacity is { } capacity)
            conditions.SetCapacity(capacity.Plan, capacity.Facility, capacity.Count);
        return ControlApi.Reply(200, new { });
    }

    private static HttpReply SetConditions(Ec2Conditions conditions, Ec2ConditionsOrder order)
    {
        if (order.LagMs is { } lag)
            conditions.Lag = TimeSpan.FromMilliseconds(lag);
        if (order.FailNext is { } failing)
            conditions.FailNext(failing);
        if (order.MuteNext is { } mute)
            conditions.MuteNext(mute);
        if (order.Capacity is { } capacity)
            conditions.SetCapacity(capacity.Type, capacity.Zone, capacity.Count);
        if (order.Bucket is { } bucket)
            conditions.SetBucket(bucket.Action, bucket.Size, bucket.Refill);
        return ControlApi.Reply(200, new { });
    }

    private static HttpReply SetConditions(RedfishConditions conditions, RedfishConditionsOrder order)
    {
        if (order.Resets is { } resets)
            conditions.Resets = [.. resets];
        if (order.TellsResets is { } tells)
            conditions.TellsResets = tells;
        if (order.IgnoresShutdown is { } ignores)
            conditions.IgnoresShutdown = ignores;
        if (order.IgnoreNext is { } count)
            conditions.IgnoreNext(count);
        return ControlApi.Reply(200, new { });
    }

    private async Task<HttpReply?> ActAsync(string id, string action, CancellationToken cancellationToken)
    {
        Func<string, CancellationToken, Task>? act = action switch
        {
            // The provider goes on showing it as active: a host that never answers.
            "mute" => world.Room.PowerOffAsync,
            "power-on" => world.Room.PowerOnAsync,
            "reboot" => world.Room.RebootAsync,
            // A changed host key at an address that stays.
            "reinstall" => world.Room.ReinstallAsync,
            _ => null,
        };
        if (act is null)
            return null;
        await act(id, cancellationToken);
        return ControlApi.Reply(200, new { });
    }
}
