using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Checks;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Roles;
using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Engine.Settings;
using EdgeProvision.Model;

namespace EdgeProvision.Engine;

/// <summary>What is shipped with the engine as files, and what the user has put beside it.</summary>
public static class EngineContent
{
    /// <summary>Playbooks and roles: the shipped ones, and the user's own, which come first.</summary>
    public static IPlaybooks Playbooks(EngineOptions options)
    {
        List<string> folders = [options.ContentDirectory];
        var own = UserFolder.Configuration(options.Machine);
        if (Directory.Exists(Path.Combine(own, "playbooks")) || Directory.Exists(Path.Combine(own, "roles")))
            folders.Add(own);
        return new PlaybookLibrary(folders);
    }

    /// <summary>The user's registered providers.</summary>
    public static ProviderRegistry Registry(EngineOptions options) => new(UserFolder.Configuration(options.Machine), options.Time);

    /// <summary>They, with what gets their credentials.</summary>
    public static RegisteredProviders Registered(EngineOptions options) => new(Registry(options), new CredentialReader(options.Machine.Variable, options.Credentials));

    /// <summary>Names of the base descriptors that are shipped, without <c>.yaml</c>.</summary>
    public static IReadOnlyList<string> Templates(EngineOptions options)
    {
        var folder = new DirectoryInfo(Path.Combine(options.ContentDirectory, "templates"));
        return folder.Exists ? [.. folder.EnumerateFiles("*.yaml").Select(f => Path.GetFileNameWithoutExtension(f.Name)).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>What stands in <c>extends</c> for a shipped base descriptor.</summary>
    /// <exception cref="EdgeException"><c>TemplateNotFound</c>.</exception>
    public static string Template(EngineOptions options, string name)
    {
        var known = Templates(options);
        if (known.FirstOrDefault(t => t.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
            return found + ".yaml";
        var nearest = NearestKey.Of(name, known);
        throw new EdgeException("TemplateNotFound", ErrorKind.NotFound, $"There is no template '{name}'. There are: {string.Join(", ", known)}.")
        {
            Target = name,
            RecommendedAction = nearest is not null ? $"Did you mean {nearest}?"
                : Playbooks(options).Names.Contains(name, StringComparer.Ordinal) ? $"{name} is a playbook, and can be given as one."
                : "Name one of them, or the path of a descriptor of your own.",
        };
    }

    /// <summary>What was found in a descriptor when it was loaded, and what these playbooks do not support of it: all that can be said without a front-end.</summary>
    public static IReadOnlyList<Diagnostic> Findings(LoadedDescriptor loaded, IPlaybooks playbooks)
    {
        var bag = new DiagnosticBag();
        new SystemCheck(playbooks, bag).Warn(loaded.Descriptor);
        return [.. loaded.Diagnostics, .. bag.ToList()];
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
