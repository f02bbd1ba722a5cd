using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>Bad days of a provider: what a fifth of its calls comes to, whatever they are for.</summary>
internal static class ProviderFaults
{
    private const double Rate = 0.2;

    private static readonly Dictionary<string, Action<SandboxWorld, string>> s_table = new(StringComparer.Ordinal)
    {
        ["failed"] = (world, service) => Add(world, service, new FaultOrder { Kind = FaultKind.Status, Status = 500 }),
        ["failed after the action"] = (world, service) => Add(world, service, new FaultOrder { Kind = FaultKind.Status, Status = 502, Body = "<html>bad gateway</html>", ContentType = "text/html", When = CallMoment.After }),
        ["dropped"] = (world, service) => Add(world, service, new FaultOrder { Kind = FaultKind.Drop }),
        ["reset after the action"] = (world, service) => Add(world, service, new FaultOrder { Kind = FaultKind.Reset, When = CallMoment.After }),
        ["answer truncated"] = (world, service) => Add(world, service, new FaultOrder { Kind = FaultKind.Truncate }),
        ["answer lost"] = (world, service) => Add(world, service, new FaultOrder { Kind = FaultKind.LostAnswer }),
        ["answer after the caller's patience"] = (world, service) => Add(world, service, new FaultOrder { Kind = FaultKind.LateAnswer, DelayMs = 90_000 }),
        ["action after the answer"] = (world, service) => Add(world, service, new FaultOrder { Kind = FaultKind.LateAction, DelayMs = 2_000 }),
        ["too many requests"] = (world, service) => Add(world, service, service == "ec2"
            ? new FaultOrder { Kind = FaultKind.Status, Status = 503, Code = "RequestLimitExceeded" }
            : new FaultOrder { Kind = FaultKind.Status, Status = 429, RetryAfter = 7 }),
        ["slow"] = (world, service) => world.Board.Set(new Latency(service, 500, 20_000)),
        ["reads behind"] = (world, _) =>
        {
            world.PacketEmulator.Conditions.ListLag = TimeSpan.FromSeconds(2);
            world.Ec2Emulator?.Conditions.Lag = TimeSpan.FromSeconds(2);
        },
    };

    public static IEnumerable<string> Names => s_table.Keys;

    public static void Begin(string name, SandboxWorld world, string service) => s_table[name](world, service);

    private static void Add(SandboxWorld world, string service, FaultOrder order) =>
        world.Board.Add(order with { Match = new CallMatch { Service = service }, Times = 0, Probability = Rate });
}
