namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>Where this checkout keeps what the tests start.</summary>
internal static class Tree
{
    /// <summary>The folder with <c>playbooks</c> and <c>roles</c>.</summary>
    public static string Content { get; } = Path.Combine(Root(), "src");

    /// <summary>A program that was built beside the tests.</summary>
    public static string Program(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");

    public static string Descriptor(string name) => Path.Combine(AppContext.BaseDirectory, "Descriptors", name + ".yaml");

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EdgeProvision.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not lie in a checkout of the project.");
    }
}
