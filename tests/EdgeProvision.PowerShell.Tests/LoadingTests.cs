using System.Runtime.Loader;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

public sealed class LoadingTests
{
    [Fact]
    public async Task Import_InAFreshSession_OffersTheCmdletsOfTheManifest()
    {
        using var session = new ModuleSession();

        var found = (await session.RunAsync("Get-Command -Module EdgeProvision | ForEach-Object Name")).Succeeded().Output.Select(o => o.ToString());

        var manifest = (await session.RunAsync($"(Test-ModuleManifest '{StagedModule.Manifest}').ExportedCmdlets.Keys")).Succeeded().Output.Select(o => o.ToString());
        Assert.Equal(manifest.Order(), found.Order());
    }

    [Fact]
    public async Task FirstUse_OfTheEngine_LoadsItIntoTheModulesOwnContext()
    {
        using var session = new ModuleSession();
        var file = Path.Combine(StagedModule.Repository, "examples", "fosdem.yaml");

        await session.RunAsync("$null = Test-EdgeDescriptor $file", new Dictionary<string, object?> { ["file"] = file });

        var engine = Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == "EdgeProvision.Engine");
        Assert.Equal("EdgeProvision", AssemblyLoadContext.GetLoadContext(engine)!.Name);
        Assert.Equal(Path.Combine(StagedModule.Directory, "dependencies", "EdgeProvision.Engine.dll"), engine.Location);
        var yaml = Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == "YamlDotNet");
        Assert.Equal("EdgeProvision", AssemblyLoadContext.GetLoadContext(yaml)!.Name);
        Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == "EdgeProvision.Model");
    }

    [Fact]
    public void Staging_Dependencies_HaveNoCopyOfTheModelAndNoEngineBesideTheModule()
    {
        Assert.False(File.Exists(Path.Combine(StagedModule.Directory, "dependencies", "EdgeProvision.Model.dll")));
        Assert.False(File.Exists(Path.Combine(StagedModule.Directory, "EdgeProvision.Engine.dll")));
        Assert.Empty(Directory.EnumerateFiles(StagedModule.Directory, "*.pdb", SearchOption.AllDirectories));
        Assert.True(File.Exists(Path.Combine(StagedModule.Directory, "sandbox", "EdgeProvision.Sandbox.runtimeconfig.json")));
    }
}
