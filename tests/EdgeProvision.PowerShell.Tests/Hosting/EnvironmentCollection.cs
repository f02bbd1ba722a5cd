using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests.Hosting;

/// <summary>
/// Tests that set variables of this process's environment, and those on hosts that work: they run while no others do.
/// The trait lets them run in a process of their own, beside the others (<c>build.sh</c>).
/// </summary>
[Trait("Process", "Own")]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentCollection : ICollectionFixture<WorkingHosts>
{
    public const string Name = "Environment";
}
