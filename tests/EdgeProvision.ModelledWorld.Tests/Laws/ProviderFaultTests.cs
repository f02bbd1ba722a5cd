namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>
/// Fifty machines made and deleted while a fifth of the provider's calls goes wrong, for each driver and each way to go wrong: nothing doubled, nothing left, every
/// error clear. The first seed that breaks a law is in the message.
/// </summary>
public sealed class ProviderFaultTests
{
    private const int Hosts = 5;
    private const int Lives = 10;

    public static MatrixTheoryData<string, string> Days => new(["packet", "ec2", "onprem"], ProviderFaults.Names);

    [Theory]
    [MemberData(nameof(Days))]
    public async Task CreateAndDelete_ProviderInTrouble_NothingDoubledNothingLeft(string driver, string fault)
    {
        List<string> problems = [];
        for (var seed = 1; seed <= Lives; seed++)
            problems.AddRange((await new FaultedLife(driver, fault, seed, Hosts).RunAsync()).Select(p => $"seed {seed}: {p}"));
        Assert.True(problems.Count == 0, $"{problems.Count} problems\n{string.Join('\n', problems)}");
    }
}
