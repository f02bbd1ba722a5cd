using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Loading;

/// <summary>
/// Holds the engine and the libraries under it, so that they meet neither PowerShell's own versions nor those of other modules.
/// <code>
/// default context:  EdgeProvision.PowerShell ──► EdgeProvision.Model ◄──┐
/// this context:     EdgeProvision.Engine, dependencies/*.dll ───────────┘
/// </code>
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private const string EngineName = "EdgeProvision.Engine";
    private static readonly Lock s_gate = new();
    private static EngineLoadContext? s_installed;
    private readonly string _dependencies;
    private readonly string? _precompiled;

    private EngineLoadContext(string moduleDirectory)
        : base("EdgeProvision")
    {
        _dependencies = Path.Combine(moduleDirectory, "dependencies");

        // Assemblies with code for one platform are refused on all others, so that they lie beside those that run everywhere.
        _precompiled = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 ? Path.Combine(_dependencies, "linux-x64") : null;
    }

    /// <summary>
    /// Makes the default context ask here for the engine. Once per process: imports run per runspace, and loaded assemblies stay, so that
    /// the handler stays too.
    /// </summary>
    public static void Install(string moduleDirectory)
    {
        lock (s_gate)
        {
            if (s_installed is not null)
                return;
            var context = new EngineLoadContext(moduleDirectory);
            Default.Resolving += (_, name) => name.Name == EngineName ? context.LoadFromAssemblyName(name) : null;
            s_installed = context;
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Model's types are what users see and catch: there must be one of each in the process.
        var model = typeof(EdgeException).Assembly;
        if (assemblyName.Name == model.GetName().Name)
            return model;
        return Load(_precompiled, assemblyName) ?? Load(_dependencies, assemblyName);
    }

    private Assembly? Load(string? folder, AssemblyName assemblyName)
    {
        if (folder is null)
            return null;
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
