using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Tests.Architecture;

/// <summary>Doors → Engine → Model, and Sandbox → Model: the picture in docs/design/architecture.md, held by a test.</summary>
public sealed partial class DependencyDirectionTests
{
    private static readonly string[] s_none = [];

    public static TheoryData<string, string[]> Products { get; } = new()
    {
        { "EdgeProvision.Model", s_none },
        { "EdgeProvision.Engine", ["EdgeProvision.Model"] },
        { "EdgeProvision.Sandbox", ["EdgeProvision.Model"] },
        { "EdgeProvision.Cli", ["EdgeProvision.Engine"] },
        { "EdgeProvision.PowerShell", ["EdgeProvision.Engine", "EdgeProvision.Model"] },
    };

    /// <summary>What each folder of the engine may name; Execution, which puts all together, may name any.</summary>
    public static TheoryData<string, string[]> Folders { get; } = new()
    {
        { "Settings", s_none },
        { "Admission", s_none },
        { "Descriptors", ["Admission"] },
        { "Providers", ["Admission"] },
        { "Hosts", s_none },
        { "Requests", ["Descriptors"] },
        { "Operations", ["Hosts"] },
        { "Plans", ["Descriptors", "Requests"] },
        { "Pictures", s_none },
        { "Offers", ["Operations", "Providers"] },
        { "OpenNebula", ["Settings"] },
        { "Records", ["OpenNebula", "Providers"] },
        { "Observation", ["Admission", "Descriptors", "OpenNebula", "Providers", "Records"] },
        { "Ipam", ["Execution", "Observation", "OpenNebula", "Operations", "Providers", "Records"] },
        { "Aliases", ["Hosts", "Ipam", "Observation", "OpenNebula", "Providers", "Records"] },
        { "Setup", ["Hosts", "Ipam", "OpenNebula", "Providers"] },
        { "Orphans", ["Execution", "Observation", "Offers", "OpenNebula", "Providers", "Records"] },
        { "Planning", ["Admission", "Descriptors", "Observation", "OpenNebula", "Providers", "Records", "Requests"] },
    };

    [Theory]
    [MemberData(nameof(Products))]
    public void Project_OfTheProduct_RefersOnlyToThoseBelow(string project, string[] allowed) =>
        Assert.Equal(allowed, SourceTree.References($"src/{project}/{project}.csproj"));

    [Fact]
    public void Products_AreAllOfThoseInTheTable() =>
        Assert.Equal(
            Products.Select(p => p.Data.Item1).Order(StringComparer.Ordinal),
            SourceTree.Projects.Where(p => p.StartsWith("src/", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension));

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_OfTheEngine_NamesOnlyThoseBelow(string folder, string[] allowed)
    {
        var named = SourceTree.CodeFiles($"src/EdgeProvision.Engine/{folder}")
            .SelectMany(f => SourceTree.EngineFoldersNamedIn(f).Where(n => n != folder && !allowed.Contains(n)).Select(n => $"{Path.GetFileName(f)} names {n}"))
            .Distinct();
        Assert.Empty(named);
    }

    [Fact]
    public void Folders_AreAllOfThoseInTheTable() =>
        Assert.Equal(
            [.. Folders.Select(f => f.Data.Item1).Append("Execution").Order(StringComparer.Ordinal)],
            SourceTree.CodeFiles("src/EdgeProvision.Engine").Select(f => Path.GetRelativePath(Path.Combine(SourceTree.Root, "src/EdgeProvision.Engine"), f).Split(Path.DirectorySeparatorChar))
                .Where(p => p.Length > 1).Select(p => p[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void EngineFoldersNamedIn_UsingsAndQualifiedNames_FindsThemAll()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "using EdgeProvision.Engine.Records;\nnamespace EdgeProvision.Engine.Planning;\n// Execution.Steps.X\nvar a = Hosts.Programs.HostStep;\nvar b = scope.Providers.Values.Count;\nvar c = Providers.Values.Count;\nusing EdgeProvision.Model;\n");
            Assert.Equal(["Records", "Hosts"], SourceTree.EngineFoldersNamedIn(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Engine_Assembly_KnowsNeitherPowerShellNorConsoleNorSandbox()
    {
        var references = typeof(EdgeEngine).Assembly.GetReferencedAssemblies().Select(a => a.Name);
        Assert.DoesNotContain(references, n => n is "System.Management.Automation" or "System.Console" or "System.CommandLine" or "Spectre.Console" or "EdgeProvision.Sandbox");
    }

    [Fact]
    public void Model_Assembly_RefersToTheRuntimeAlone() =>
        Assert.DoesNotContain(
            typeof(Model.EdgeException).Assembly.GetReferencedAssemblies(),
            a => !a.Name!.StartsWith("System.", StringComparison.Ordinal) || a.Name is "System.Management.Automation");

    [Fact]
    public void Planning_Sources_DoNoInputOrOutput()
    {
        var impure = SourceTree.CodeFiles("src/EdgeProvision.Engine/Planning")
            .Where(f => InputOrOutput().IsMatch(File.ReadAllText(f)))
            .Select(Path.GetFileName);
        Assert.Empty(impure);
    }

    [GeneratedRegex(@"\basync\b|\bTask\b|\bFile\.|\bHttp|\bEnvironment\.|\bTimeProvider\b|\bFrontEndClient\b|\bIProviderDriver\b|\bRandom\b")]
    private static partial Regex InputOrOutput();
}
