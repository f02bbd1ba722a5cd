namespace EdgeProvision.PowerShell.Tests.Hosting;

/// <summary>The module as <c>build/Stage.proj</c> has put it together.</summary>
internal static class StagedModule
{
    public static string Repository { get; } = FindRepository();

    public static string Directory { get; } = Path.Combine(Repository, "output", "EdgeProvision");

    public static string Manifest { get; } = File.Exists(Path.Combine(Directory, "EdgeProvision.psd1"))
        ? Path.Combine(Directory, "EdgeProvision.psd1")
        : throw new InvalidOperationException($"There is no staged module in {Directory}: run dotnet build build/Stage.proj first.");

    private static string FindRepository()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "EdgeProvision.psd1")) && System.IO.Directory.Exists(Path.Combine(directory.FullName, "src")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} lies in no checkout of this project.");
    }
}
