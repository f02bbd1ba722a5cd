namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>
/// Machines made and deleted while a fifth of the provider's calls goes wrong, for each driver and each way to go wrong: nothing doubled, nothing left, every error
/// clear. A normal run makes fifty machines under each fault, at all providers together; with <c>MODELLED_WORLD_FULL=1</c> it is fifty at each.
/// </summary>
public sealed class ProviderFaultTests
{
    private static readonly bool s_isFull = Environment.GetEnvironmentVariable("MODELLED_WORLD_FULL") is not null;

    // Most where orders carry no token, so that it is all up to the engine.
    private static readonly Dictionary<string, int> s_hosts = new() { ["packet"] = 25, ["ec2"] = 10, ["onprem"] = 15 };

    public static TheoryData<string, string> Days => [.. s_hosts.Keys.SelectMany(driver => ProviderFaults.Of(driver).Select(fault => (driver, fault)))];

    [Theory]
    [MemberData(nameof(Days))]
    public async Task CreateAndDelete_ProviderInTrouble_NothingDoubledNothingLeft(string driver, string fault)
    {
        List<string> problems = [];
        for (var (made, seed) = (0, 1); made < (s_isFull ? 50 : s_hosts[driver]); made += s_hosts[driver], seed++)
            problems.AddRange((await new FaultedLife(driver, fault, seed, s_hosts[driver]).RunAsync()).Select(p => $"seed {seed}: {p}"));
        Assert.True(problems.Count == 0, $"{problems.Count} problems\n{string.Join('\n', problems)}");
    }
}
