using EdgeProvision.Engine.Providers.Budgets;

namespace EdgeProvision.Engine.Providers.Standing;

/// <summary>What the table of drivers knows of machines that stand already. Endpoint and credentials are a sandbox's, which plays such machines.</summary>
internal static class StandingProvider
{
    public const string UserKey = "onprem_user";
    public const string PasswordKey = "onprem_password";

    /// <summary>Machines that stand, whose power may be changed.</summary>
    public static ProviderDefinition OnPrem { get; } = Make("onprem");

    /// <summary>The original's word for machines that stand, and that nothing is done to but to configure them.</summary>
    public static ProviderDefinition Dummy { get; } = Make("dummy");

    private static ProviderDefinition Make(string name) => new(name)
    {
        HasService = false,
        EndpointKey = "onprem_endpoint",
        SecretKeys = [UserKey, PasswordKey],
        Rate = new BudgetRate(PerSecond: 20, Burst: 50),
        Open = (settings, options, budget, invoker) => new StandingDriver(
            settings, settings.Secrets.Count > 0 ? new PlayedSite(settings, options, budget, invoker) : new RealSite(settings, options), options),
    };
}
