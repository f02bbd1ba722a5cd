using System.Text;
using EdgeProvision.Engine.Hosts.Programs.Steps;

namespace EdgeProvision.Engine.Hosts.Programs.Shell;

/// <summary>The shell text of one step: a call of the runtime, every value quoted.</summary>
internal static class StepText
{
    /// <summary>Lines of shell text.</summary>
    public static string Of(HostStep step) => step switch
    {
        PackageStep s => Call("ep_package", [Word(s.State), .. s.Packages]),
        PackageIndexStep s => Call("ep_package_index", s.Source),
        FileStep s => Call("ep_file", [s.Path, .. Rights(s.Rights), s.Check ?? "", Flag(s.Secret), s.Content]),
        LineStep s => Call("ep_line", s.Path, s.Match ?? "", s.Line ?? "", s.Line is null ? "absent" : "present", Flag(s.AtTop), s.Check ?? "", Flag(s.Secret)),
        DirectoryStep s => Call("ep_directory", [s.Path, .. Rights(s.Rights)]),
        SymlinkStep s => Call("ep_symlink", s.Path, s.Target),
        DownloadStep s => Call("ep_download", s.Source, s.Path, Flag(s.IsPublicKey)),
        SysctlStep s => Call("ep_sysctl", s.Key, s.Value),
        KernelModuleStep s => Call("ep_module", s.Module, s.CpuVendor ?? "", Flag(s.Reload), Flag(s.AtBoot), Flag(s.Required)),
        ServiceStep s => Call("ep_service", s.Unit, s.Enabled is { } e ? Flag(e) : "", Word(s.State), Flag(s.Optional)),
        AuthorizedKeyStep s => Call("ep_authorized_keys", [s.Path, s.Owner, s.Group, .. s.Keys]),
        CommandStep s => Command(s),
        NetworkPart s => Call("ep_part", s.FileName, Part(s)),
        PeersStep s => Call("ep_peers", [.. s.Addresses]),
        NetworkStep { PeersOnly: true } => Call("ep_network_peers"),
        NetworkStep s => Call("ep_network", [.. s.Parts]),
        _ => throw new NotSupportedException($"A step of kind {step.GetType().Name} has no shell text."),
    };

    private static string Call(string function, params string[] values) => $"{string.Join(' ', [function, .. values.Select(ShellWord.Quote)])}\n";

    private static string Command(CommandStep step)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in step.Values.OrderBy(v => v.Key, StringComparer.Ordinal))
            text.Append($"{name}={ShellWord.Quote(value)}\nexport {name}\n");
        return text.Append(Call("ep_command", Word(step.Effect), step.Run, step.Unless ?? "", step.Creates ?? "")).ToString();
    }

    private static string Part(NetworkPart part)
    {
        var text = new StringBuilder("# written by EdgeProvision\n");
        foreach (var (word, value) in part.Settings)
            text.Append(word).Append(' ').Append(value).Append('\n');
        return text.ToString();
    }

    private static string[] Rights(FileRights rights) => [rights.Owner ?? "", rights.Group ?? "", rights.Mode ?? ""];

    private static string Flag(bool value) => value ? "1" : "0";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
