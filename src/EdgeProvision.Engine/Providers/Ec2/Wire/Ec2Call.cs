using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Wire;

/// <summary>One call of the API.</summary>
/// <param name="Action">Its name, for the trace: <c>RunInstances</c>.</param>
/// <param name="Attempted">What it is for, after "could not".</param>
/// <param name="Target">What it is about, for errors.</param>
/// <param name="Repeat">When it is sent again.</param>
internal sealed record Ec2Call(string Action, string Attempted, string Target, RepeatRule Repeat)
{
    /// <summary>True for calls that change something: they pass the gate.</summary>
    public bool IsWrite { get; init; } = true;

    /// <summary>True when its answer is still awaited for a while after cancellation: it may be paid for.</summary>
    public bool OutlivesCancellation { get; init; }

    public static Ec2Call Read(string action, string attempted, string target) => new(action, attempted, target, RepeatRule.Always) { IsWrite = false };

    public static Ec2Call Write(string action, string attempted, string target) => new(action, attempted, target, RepeatRule.Always);
}
