namespace EdgeProvision.Model;

/// <summary>The smallest unit that is done, retried or skipped whole.</summary>
/// <param name="Id">Unique within the plan, stable between plans: <c>host/node1/rent</c>.</param>
/// <param name="Kind">What sort of step: <c>RentDevice</c>.</param>
/// <param name="Target">What it is done to: a host's key, a network's name.</param>
/// <param name="Text">What will happen, for people. Values known only later read <c>(known after create)</c>.</param>
/// <param name="Effect">What it does to the world.</param>
/// <param name="DependsOn">Ids of steps that must have succeeded before.</param>
public sealed record PlanStep(string Id, string Kind, string Target, string Text, PlanEffect Effect, IReadOnlyList<string> DependsOn)
{
    /// <summary>The host whose pipeline it belongs to (its key), or null.</summary>
    public string? HostKey { get; init; }

    /// <summary>How long such a step took in earlier operations, or null while none tells.</summary>
    public TimeSpan? ExpectedDuration { get; init; }

    /// <summary>What it adds to the cost of an hour (negative for what is released), or null where that is not known.</summary>
    public decimal? HourlyCost { get; init; }

    /// <summary>The currency of <see cref="HourlyCost"/>, or null.</summary>
    public string? Currency { get; init; }
}
