namespace EdgeProvision.Benchmarks;

/// <summary>The checkout that this program was built in.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EdgeProvision.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("This program does not lie in a checkout of the project.");
    }
}
