using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Roles;

namespace EdgeProvision.Engine;

/// <summary>What is shipped with the engine as files, and what the user has put beside it.</summary>
public static class EngineContent
{
    /// <summary>Playbooks and roles: the shipped ones, and the user's own, which come first.</summary>
    public static IPlaybooks Playbooks(EngineOptions options)
    {
        List<string> folders = [options.ContentDirectory];
        var own = Path.Combine(options.Machine.Variable("XDG_CONFIG_HOME") ?? Path.Combine(options.Machine.Home, ".config"), "edgeprovision");
        if (Directory.Exists(Path.Combine(own, "playbooks")) || Directory.Exists(Path.Combine(own, "roles")))
            folders.Add(own);
        return new PlaybookLibrary(folders);
    }

    /// <summary>Names of the base descriptors that are shipped, without <c>.yaml</c>.</summary>
    public static IReadOnlyList<string> Templates(EngineOptions options)
    {
        var folder = new DirectoryInfo(Path.Combine(options.ContentDirectory, "templates"));
        return folder.Exists ? [.. folder.EnumerateFiles("*.yaml").Select(f => Path.GetFileNameWithoutExtension(f.Name)).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>How descriptors are loaded: with this machine's environment and these playbooks.</summary>
    public static DescriptorLoadOptions Loading(EngineOptions options, IPlaybooks playbooks) => new()
    {
        WorkingDirectory = options.WorkingDirectory,
        Environment = options.Machine.Variable,
        KnownPlaybooks = playbooks.Names.ToHashSet(StringComparer.Ordinal),
        TemplatesDirectory = Path.Combine(options.ContentDirectory, "templates"),
    };
}
