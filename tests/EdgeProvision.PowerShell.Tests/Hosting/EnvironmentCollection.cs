using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests.Hosting;

/// <summary>Tests that set variables of this process's environment, and those on hosts that work: they run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentCollection : ICollectionFixture<WorkingHosts>
{
    public const string Name = "Environment";
}
