using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>
/// Many bad days from many seeds: runs that are killed anywhere while calls fail, on one machine or another, one after the other. Then one
/// quiet run, and the world must be whole; the same for its removal. The first seed that breaks a law is in the message.
/// </summary>
public sealed class ChaosTests
{
    private const int Hosts = 3;
    private static readonly int Seeds = Environment.GetEnvironmentVariable("MODELLED_WORLD_FULL") is null ? 12 : 150;

    [Theory]
    [InlineData(nameof(FrontEndRelease.V6_10))]
    [InlineData(nameof(FrontEndRelease.V5_10))]
    [InlineData(nameof(FrontEndRelease.V7_4))]
    public async Task CreateAndDelete_KilledAndDisturbedAgainAndAgain_EndWhole(string release)
    {
        List<string> problems = [];
        for (var seed = 1; seed <= Seeds; seed++)
            problems.AddRange((await LifeAsync(Enum.Parse<FrontEndRelease>(release), seed)).Select(p => $"seed {seed}: {p}"));
        Assert.True(problems.Count == 0, $"{problems.Count} problems\n{string.Join('\n', problems)}");
    }

    private static async Task<IReadOnlyList<string>> LifeAsync(FrontEndRelease release, int seed)
    {
        var random = new Random(seed);
        await using var world = new TheWorld(release, seed: seed);
        world.Sandbox.Board.Set(new Latency("*", 5, 50));
        world.Sandbox.PacketEmulator.Conditions.ListLag = TimeSpan.FromSeconds(random.NextDouble() * 2);
        var inventory = new Inventory(world);
        var path = world.Write("edge.yaml", Descriptors.Fosdem(Hosts));
        List<string> problems = [];
        var create = new CreateRequest(path);
        await DisturbAsync(world, random, create);
        await QuietAsync(world, create, null, problems);
        problems.AddRange(inventory.ProblemsOfProvision(Hosts, ipam: true));
        problems.AddRange(inventory.ProblemsOfPurchases());
        if (problems.Count > 0)
            return problems;
        await DisturbAsync(world, random, new DeleteRequest("edge"));
        await QuietAsync(world, new DeleteRequest("edge"), "ProvisionNotFound", problems);
        problems.AddRange(inventory.ProblemsOfNothing());
        return problems;
    }

    private static async Task DisturbAsync(TheWorld world, Random random, OperationRequest request)
    {
        for (var run = random.Next(1, 5); run > 0; run--)
        {
            var process = world.Start(random.Next(2) == 0 ? "left" : "right");
            var (killAt, rate) = (random.Next(0, 140), random.NextDouble() * 0.1);
            process.Calls.Decide = (number, _) => number == killAt
                ? random.Next(2) == 0 ? Interference.KilledBefore : Interference.KilledAfter
                : random.NextDouble() < rate ? (Interference)random.Next((int)Interference.Refused, (int)Interference.AnswerLost + 1) : Interference.None;
            try
            {
                await world.RunAsync(() => process.RunAsync(request));
            }
            catch (EdgeException)
            {
                // Told to the user, who tries again.
            }
        }
    }

    private static async Task QuietAsync(TheWorld world, OperationRequest request, string? doneCode, List<string> problems)
    {
        try
        {
            var process = world.Start("left");
            var result = await world.RunAsync(() => process.RunAsync(request));
            problems.AddRange(result!.Failures.Select(f => $"{f.StepId}: {f.Error.Message}"));
        }
        catch (EdgeException error) when (error.Code == doneCode)
        {
            // An earlier run has finished it.
        }
        catch (EdgeException error)
        {
            problems.Add($"{error.Code}: {error.Message}");
        }

        await world.PassAsync(TimeSpan.FromMinutes(5));
    }
}
