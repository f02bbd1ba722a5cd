namespace EdgeProvision.PowerShell.Tests.Hosting;

/// <summary>Tests that set variables of this process's environment: they run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentCollection
{
    public const string Name = "Environment";
}
