using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Engine.Ipam;
using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Setup;

/// <summary>The scripts in the front-end's folder of drivers, by path there.</summary>
internal static class FrontEndScripts
{
    /// <summary>How each of them is known as ours.</summary>
    public const string Mark = "# EdgeProvision: ";

    public const string HookCommand = "alias_ip/alias_ip.rb";

    private static readonly (string Name, string Source)[] s_network = [("pre", "nothing"), ("post", "driver"), ("clean", "driver"), ("update_sg", "nothing")];

    /// <param name="program">The words that start this command.</param>
    /// <param name="contentDirectory">Where the shipped roles are: the network driver's scripts are those that hosts get.</param>
    public static IReadOnlyDictionary<string, string> All(IReadOnlyList<string> program, string contentDirectory)
    {
        var words = string.Join(' ', program.Select(ShellQuote.Word));
        var scripts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var driver in ProviderDrivers.ServiceNames)
        {
            foreach (var action in IpamActions.Names)
                scripts[$"ipam/{driver}/{action}"] = Script($"OpenNebula's IPAM driver {driver}. Written by `oneprovision setup`.", $"{words} ipam {action} \"$@\"");
        }

        foreach (var (name, source) in s_network)
            scripts[$"vnm/alias_sdnat/{name}"] = File.ReadAllText(Path.Combine(contentDirectory, "roles", "alias-sdnat", "templates", source));

        // The name is the original's, so that hooks that are registered already run this.
        scripts[$"hooks/{HookCommand}"] = Script("OpenNebula's hook for public addresses of virtual machines. Written by `oneprovision setup`.", $"{words} hook alias");
        return scripts;
    }

    private static string Script(string what, string command) => $"#!/bin/sh\n{Mark}{what}\nexec {command}\n";
}
