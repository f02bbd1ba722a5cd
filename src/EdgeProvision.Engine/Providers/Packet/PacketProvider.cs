using EdgeProvision.Engine.Providers.Budgets;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>What the table of drivers knows of Packet.</summary>
internal static class PacketProvider
{
    public const string Name = "packet";
    public const string TokenKey = "packet_token";

    public static ProviderDefinition Definition { get; } = new(Name)
    {
        EndpointKey = "packet_endpoint",
        SecretKeys = [TokenKey],
        ProjectKey = "packet_project",
        EndpointRemark = "There is no default: the public Packet (Equinix Metal) service ended on 2026-06-30.",
        Rate = new BudgetRate(PerSecond: 20, Burst: 50),
        Open = (settings, options, budget, invoker) => new PacketDriver(settings, options, budget, invoker),
    };
}
