namespace EdgeProvision.Hosts.Tests;

/// <summary>Where the checkout's own roles and playbooks are.</summary>
internal static class ShippedFiles
{
    /// <summary>The folder that holds <c>roles</c> and <c>playbooks</c>.</summary>
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EdgeProvision.sln")))
                return Path.Combine(folder.FullName, "src");
        }

        throw new InvalidOperationException($"There is no EdgeProvision.sln above {AppContext.BaseDirectory}.");
    }
}
