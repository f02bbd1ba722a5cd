namespace EdgeProvision.PowerShell.Loading;

/// <summary>Where the module lies: beside its assembly are playbooks, roles, templates, dependencies and the sandbox.</summary>
internal static class ModuleLocation
{
    public static string Directory { get; } = Path.GetDirectoryName(typeof(ModuleLocation).Assembly.Location)
        ?? throw new InvalidOperationException("The module's assembly was not loaded from a file.");
}
