using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>An instant at which the command is killed: while one call of its stands still.</summary>
/// <param name="Name">For people.</param>
/// <param name="Order">The call.</param>
/// <param name="Fate">What becomes of the call when its caller is dead.</param>
public sealed record Point(string Name, HoldOrder Order, HoldOutcome Fate)
{
    /// <summary>The call has been carried out, and nobody gets the answer.</summary>
    public static Point AnswerLost(string name, CallMatch call, int nth = 1) => new(name, new HoldOrder { Match = call, When = CallMoment.After, Nth = nth }, HoldOutcome.Drop);

    /// <summary>The call is never carried out.</summary>
    public static Point NeverDone(string name, CallMatch call, int nth = 1) => new(name, new HoldOrder { Match = call, When = CallMoment.Before, Nth = nth }, HoldOutcome.Drop);

    /// <summary>The call is carried out after its caller has died.</summary>
    public static Point DoneLate(string name, CallMatch call, int nth = 1) => new(name, new HoldOrder { Match = call, When = CallMoment.Before, Nth = nth }, HoldOutcome.Proceed);

    public static CallMatch Rpc(string method, string? contains = null) => new() { Service = "frontend", RpcMethod = method, Contains = contains };

    public static CallMatch Packet(string method, string path) => new() { Service = "packet", Method = method, Path = path };

    public override string ToString() => Name;
}
