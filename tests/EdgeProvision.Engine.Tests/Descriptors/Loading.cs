using System.Text;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors;

/// <summary>Loads descriptors for tests from text and from files that stand in memory.</summary>
internal static class Loading
{
    public const string WorkingDirectory = "/cwd";

    public static string RepositoryRoot { get; } = FindRoot();

    public static DescriptorLoadOptions Options(params (string Path, string Text)[] files) => new()
    {
        WorkingDirectory = WorkingDirectory,
        Environment = _ => null,
        Files = new MemoryFiles(files.ToDictionary(f => Path.GetFullPath(f.Path, WorkingDirectory), f => Encoding.UTF8.GetBytes(f.Text))),
        KnownPlaybooks = new HashSet<string> { "default", "static_vxlan" },
    };

    public static LoadedDescriptor Load(string text, DescriptorLoadOptions? options = null) =>
        new DescriptorLoader(options ?? Options()).LoadTextAsync(text, "d.yaml", TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    public static IReadOnlyList<Diagnostic> Errors(string text, DescriptorLoadOptions? options = null) =>
        Assert.Throws<DescriptorException>(() => Load(text, options)).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();

    public static Diagnostic Error(string text, DescriptorLoadOptions? options = null) => Assert.Single(Errors(text, options));

    public static string Example(string name) => File.ReadAllText(Path.Combine(RepositoryRoot, "examples", name));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "EdgeProvision.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return directory.FullName;
    }
}
