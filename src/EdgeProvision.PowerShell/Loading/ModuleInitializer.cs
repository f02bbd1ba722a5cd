using System.Management.Automation;

namespace EdgeProvision.PowerShell.Loading;

/// <summary>Runs once per import: prepares the way to the engine, and loads nothing.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport() => EngineLoadContext.Install(ModuleLocation.Directory);
}
