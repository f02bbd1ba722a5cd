using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
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
        Assert.Equal(Path.Combine(StagedModule.Directory, "dependencies", "linux-x64", "EdgeProvision.Engine.dll"), engine.Location);
        var yaml = Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == "YamlDotNet");
        Assert.Equal("EdgeProvision", AssemblyLoadContext.GetLoadContext(yaml)!.Name);
        Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == "EdgeProvision.Model");
    }

    [Fact]
    public void Staging_PrecompiledAssemblies_AreThoseThatRunEverywhereWithCodeForThisPlatform()
    {
        var folder = Path.Combine(StagedModule.Directory, "dependencies");

        var precompiled = Directory.EnumerateFiles(Path.Combine(folder, "linux-x64")).Select(f => Path.GetFileName(f)!).ToList();

        Assert.Contains("EdgeProvision.Engine.dll", precompiled);
        Assert.All(precompiled, file =>
        {
            var (portable, portableId) = Read(Path.Combine(folder, file));
            var (here, hereId) = Read(Path.Combine(folder, "linux-x64", file));
            Assert.Equal(Machine.I386, portable);
            Assert.NotEqual(Machine.I386, here);
            Assert.Equal(portableId, hereId);
        });
    }

    [Fact]
    public void Staging_AssembliesInNoPlatformsFolder_RunEverywhere()
    {
        var folder = Path.Combine(StagedModule.Directory, "dependencies", "linux-x64");

        // I386 without native code is how an assembly says that it is for every platform: one with other code is refused by all but its own.
        foreach (var file in Directory.EnumerateFiles(StagedModule.Directory, "*.dll", SearchOption.AllDirectories).Where(f => Path.GetDirectoryName(f) != folder))
            Assert.Equal((Machine.I386, file), (Read(file).Machine, file));
    }

    [Theory]
    [InlineData("AWSSDK.SecurityToken.dll")]
    [InlineData("AWSSDK.SSO.dll")]
    [InlineData("AWSSDK.SSOOIDC.dll")]
    public void Staging_WhatTheChainOfCredentialsFindsByName_IsThere(string file) =>
        Assert.True(File.Exists(Path.Combine(StagedModule.Directory, "dependencies", file)));

    [Fact]
    public void Staging_Dependencies_HaveNoCopyOfTheModelAndNoEngineBesideTheModule()
    {
        Assert.False(File.Exists(Path.Combine(StagedModule.Directory, "dependencies", "EdgeProvision.Model.dll")));
        Assert.False(File.Exists(Path.Combine(StagedModule.Directory, "EdgeProvision.Engine.dll")));
        Assert.Empty(Directory.EnumerateFiles(StagedModule.Directory, "*.pdb", SearchOption.AllDirectories));
        Assert.True(File.Exists(Path.Combine(StagedModule.Directory, "sandbox", "EdgeProvision.Sandbox.runtimeconfig.json")));
    }

    [Theory]
    [InlineData("EdgeProvision")]
    [InlineData("oneprovision")]
    public void Staging_LibrariesOfOthers_AreNamedInTheNoticesThatTheirLicencesAskFor(string shipped)
    {
        var notices = File.ReadAllText(Path.Combine(StagedModule.Directory, "THIRD-PARTY-NOTICES.txt"));
        var folder = Path.Combine(StagedModule.Repository, "output", shipped);
        Assert.SkipUnless(Directory.Exists(folder), $"There is no {folder}: ./build.sh build makes it.");

        var others = Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(name => name != "oneprovision" && !name.StartsWith("EdgeProvision.", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(others);
        Assert.All(others, name => Assert.Contains(name, notices, StringComparison.Ordinal));
    }

    private static (Machine Machine, Guid ModuleId) Read(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return (image.PEHeaders.CoffHeader.Machine, metadata.GetGuid(metadata.GetModuleDefinition().Mvid));
    }
}
