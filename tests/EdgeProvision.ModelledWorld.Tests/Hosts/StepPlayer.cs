using System.Text.RegularExpressions;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Programs.Steps;

namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>Plays typed steps on a modelled host: what each leaves on the disk and in memory, and whether that was a change.</summary>
internal sealed class StepPlayer(ModelledDisk disk, ModelledMemory memory, HostProgram program)
{
    public const string NetworkUnit = "edgeprovision-network.service";

    private const string CpuVendor = "GenuineIntel";
    private static readonly HashSet<string> KernelModules = new(StringComparer.Ordinal) { "vxlan", "bridge", "tun" };
    private static readonly Dictionary<string, string> UnitsOfPackages = new(StringComparer.Ordinal) { ["opennebula-node-kvm"] = "libvirtd.service", ["opennebula-node"] = "libvirtd.service" };

    private readonly HashSet<string> _due = new(StringComparer.Ordinal);

    // In check mode: what earlier steps would have changed, as the real program remembers it for the later ones.
    private readonly HashSet<string> _maybe = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changingRoles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _newFiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileRights> _newFolders = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _parts = new(disk.NetworkParts, StringComparer.Ordinal);
    private IReadOnlyList<string> _peers = disk.Peers;
    private bool _installs;

    /// <summary>How long a step takes.</summary>
    public static TimeSpan TimeOf(HostStep step) => step switch
    {
        PackageStep => TimeSpan.FromSeconds(2),
        PackageIndexStep or DownloadStep => TimeSpan.FromSeconds(1),
        _ => TimeSpan.FromMilliseconds(50),
    };

    /// <summary>Plays one step; in check mode on nothing but paper.</summary>
    public HostStepReport Play(int index)
    {
        var step = program.Steps[index];
        var mark = Mark(step);
        if (step.IfChanged.Count > 0 && !_due.Contains(mark) && !disk.Owed.Contains(mark))
            return Report(_maybe.Contains(mark) ? HostStepOutcome.Unknown : HostStepOutcome.Skipped, "");
        try
        {
            var changed = Apply(step);
            if (!program.CheckOnly)
                disk.Owed.Remove(mark);
            if (changed)
                Owe(step, index);
            return Report(changed ? HostStepOutcome.Changed : HostStepOutcome.Ok, "");
        }
        catch (StepFailedException failure)
        {
            foreach (var later in Waiting(step, index))
                _maybe.Add(Mark(later));
            return Report(program.CheckOnly && failure.IsUnknown ? HostStepOutcome.Unknown : HostStepOutcome.Failed, failure.Message);
        }

        HostStepReport Report(HostStepOutcome outcome, string detail)
        {
            if (outcome is HostStepOutcome.Changed or HostStepOutcome.Unknown)
                _changingRoles.Add(step.Role);
            return new(index, step.Role, step.Title, outcome, TimeSpan.Zero, detail);
        }
    }

    private void Owe(HostStep step, int index)
    {
        foreach (var later in Waiting(step, index))
        {
            _due.Add(Mark(later));
            if (!program.CheckOnly)
                disk.Owed.Add(Mark(later));
        }
    }

    private IEnumerable<HostStep> Waiting(HostStep step, int index) =>
        step.Name is null ? [] : program.Steps.Skip(index + 1).Where(s => s.Role == step.Role && s.IfChanged.Contains(step.Name));

    private static string Mark(HostStep step) => $"{step.Role}\n{step.Title}";

    private bool Apply(HostStep step) => step switch
    {
        PackageStep s => Install(s),
        PackageIndexStep s => ReadLists(s),
        FileStep s => PutFile(s),
        DirectoryStep s => PutFolder(s),
        SymlinkStep s => Put(disk.Links, s.Path, s.Target),
        DownloadStep s => !disk.Files.ContainsKey(s.Path) && Put(disk.Files, s.Path, new ModelledFile($"from {s.Source}", FileRights.AsIs)),
        LineStep s => PutLine(s),
        AuthorizedKeyStep s => PutKeys(s),
        SysctlStep s => Put(disk.Sysctls, s.Key, s.Value) | Put(memory.Sysctls, s.Key, s.Value),
        KernelModuleStep s => Load(s),
        ServiceStep s => Serve(s),
        NetworkPart s => PutPart(s.FileName, string.Join('\n', s.Settings.Select(v => $"{v.Word} {v.Value}"))),
        PeersStep s => PutPeers(s),
        NetworkStep s => BringUp(s),
        CommandStep s => Run(s),
        _ => throw new StepFailedException($"a modelled host knows no step of kind {step.GetType().Name}"),
    };

    private bool Install(PackageStep step)
    {
        var changed = false;
        foreach (var package in step.Packages)
        {
            if (step.State == PackageState.Absent)
            {
                changed |= Do(disk.Packages.Contains(package), () => disk.Packages.Remove(package));
                continue;
            }

            _installs |= program.CheckOnly && !disk.Packages.Contains(package);
            if (!program.CheckOnly && !disk.Packages.Contains(package) && package.StartsWith("opennebula", StringComparison.Ordinal) && disk.PackageLists.Count == 0)
                throw new StepFailedException($"E: Unable to locate package {package}");
            changed |= Do(!disk.Packages.Contains(package), () =>
            {
                disk.Packages.Add(package);
                // Debian's packages enable and start what they bring; OpenNebula's makes oneadmin's folder.
                if (UnitsOfPackages.TryGetValue(package, out var unit))
                {
                    disk.Folders["/var/lib/one/.ssh"] = new("9869", "9869", "0700");
                    disk.EnabledUnits.Add(unit);
                    memory.Running.Add(unit);
                }
            });
        }

        return changed;
    }

    private bool ReadLists(PackageIndexStep step)
    {
        var content = disk.Files.GetValueOrDefault(step.Source)?.Content ?? (program.CheckOnly ? "" : throw new StepFailedException($"{step.Source} is not there"));
        return Do(true, () => disk.PackageLists[step.Source] = content);
    }

    private bool PutFolder(DirectoryStep step)
    {
        var old = _newFolders.GetValueOrDefault(step.Path) ?? disk.Folders.GetValueOrDefault(step.Path);
        var now = new FileRights(step.Rights.Owner ?? old?.Owner ?? "root", step.Rights.Group ?? old?.Group ?? "root", step.Rights.Mode ?? old?.Mode ?? "0755");
        _newFolders[step.Path] = now;
        return Do(old != now, () => disk.Folders[step.Path] = now);
    }

    private bool PutFile(FileStep step)
    {
        _newFiles.Add(step.Path);
        return Put(disk.Files, step.Path, new ModelledFile(step.Content, step.Rights));
    }

    private bool PutPart(string name, string text)
    {
        _parts[name] = text;
        return Put(disk.NetworkParts, name, text);
    }

    private bool PutLine(LineStep step)
    {
        if (step.Line is not null && !disk.Files.ContainsKey(step.Path) && !_newFiles.Contains(step.Path))
            throw new StepFailedException($"{step.Path} does not exist", isUnknown: _installs);
        var lines = (disk.Files.GetValueOrDefault(step.Path)?.Content ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        var before = lines.ToList();
        var at = lines.FindIndex(l => step.Match is null ? l == step.Line : Regex.IsMatch(l, step.Match.Replace("[[:space:]]", "\\s", StringComparison.Ordinal)));
        if (step.Line is null)
            lines.RemoveAll(l => Regex.IsMatch(l, step.Match!.Replace("[[:space:]]", "\\s", StringComparison.Ordinal)));
        else if (at >= 0)
            lines[at] = step.Line;
        else
            lines.Insert(step.AtTop ? 0 : lines.Count, step.Line);
        return Do(!lines.SequenceEqual(before), () => disk.Files[step.Path] = new ModelledFile(string.Join('\n', lines) + "\n", FileRights.AsIs));
    }

    private bool PutKeys(AuthorizedKeyStep step)
    {
        var lines = (disk.Files.GetValueOrDefault(step.Path)?.Content ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Do(step.Keys.Except(lines).Any(), () => disk.Files[step.Path] = new ModelledFile(string.Join('\n', lines.Union(step.Keys)) + "\n", new(step.Owner, step.Group, "0600")));
    }

    private bool Load(KernelModuleStep step)
    {
        if (step.CpuVendor is not null and not CpuVendor)
            return false;
        if (!KernelModules.Contains(step.Module))
            return step.Required ? throw new StepFailedException($"the kernel has no module {step.Module}") : false;
        var atBoot = Do(step.AtBoot && !disk.BootModules.Contains(step.Module), () => disk.BootModules.Add(step.Module));
        return Do(step.Reload || !memory.Modules.Contains(step.Module), () => memory.Modules.Add(step.Module)) | atBoot;
    }

    private bool Serve(ServiceStep step)
    {
        var exists = disk.EnabledUnits.Contains(step.Unit) || UnitsOfPackages.Any(u => u.Value == step.Unit && disk.Packages.Contains(u.Key))
            || disk.Files.ContainsKey($"/etc/systemd/system/{step.Unit}");
        if (!exists && _newFiles.Contains($"/etc/systemd/system/{step.Unit}"))
            return step.Enabled == true || step.State is ServiceState.Started or ServiceState.Restarted;
        if (!exists)
            return step.Optional && !_installs ? false : throw new StepFailedException($"Unit {step.Unit} not found.", isUnknown: _installs);
        var changed = step.Enabled switch
        {
            true => Do(!disk.EnabledUnits.Contains(step.Unit), () => disk.EnabledUnits.Add(step.Unit)),
            false => Do(disk.EnabledUnits.Contains(step.Unit), () => disk.EnabledUnits.Remove(step.Unit)),
            null => false,
        };
        return changed | step.State switch
        {
            ServiceState.Started => Do(!memory.Running.Contains(step.Unit), () => memory.Running.Add(step.Unit)),
            ServiceState.Stopped => Do(memory.Running.Contains(step.Unit), () => memory.Running.Remove(step.Unit)),
            ServiceState.Restarted or ServiceState.Reloaded => Do(true, () => memory.Running.Add(step.Unit)),
            _ => false,
        };
    }

    private bool PutPeers(PeersStep step)
    {
        _peers = [.. step.Addresses.Order(StringComparer.Ordinal)];
        return Do(!_peers.SequenceEqual(disk.Peers), () => disk.Peers = _peers);
    }

    private bool BringUp(NetworkStep step)
    {
        if (step.PeersOnly)
            return Do(!memory.PeersInForce.SequenceEqual(disk.Peers), () => memory.PutPeersIntoForce(disk));
        var stale = disk.NetworkParts.Keys.Except(step.Parts).ToList();
        var differs = stale.Count > 0 || !memory.PeersInForce.SequenceEqual(_peers) || !disk.EnabledUnits.Contains(NetworkUnit)
            || !memory.InForce.OrderBy(p => p.Key, StringComparer.Ordinal).SequenceEqual(_parts.Where(p => step.Parts.Contains(p.Key)));
        return Do(differs, () =>
        {
            foreach (var name in stale)
                disk.NetworkParts.Remove(name);
            disk.EnabledUnits.Add(NetworkUnit);
            memory.Running.Add(NetworkUnit);
            memory.PutIntoForce(disk);
        });
    }

    /// <summary>A command is what it says it does; one that says nothing is refused, so that no role is believed to have been tried here.</summary>
    private bool Run(CommandStep step) => step.Effect switch
    {
        CommandEffect.Check => program.CheckOnly && (_installs || _changingRoles.Contains(step.Role)) ? throw new StepFailedException("would run later", isUnknown: true) : false,
        CommandEffect.CreatesFile when step.Creates is { } path => !disk.Files.ContainsKey(path) && Put(disk.Files, path, new ModelledFile("made by a command", FileRights.AsIs)),
        CommandEffect.Other => Do(step.Unless is null || !disk.Done.Contains(Mark(step)), () => disk.Done.Add(Mark(step))),
        _ => throw new StepFailedException("a modelled host refuses a command whose effect is not declared"),
    };

    private bool Put<T>(IDictionary<string, T> into, string key, T value) =>
        Do(!into.TryGetValue(key, out var old) || !EqualityComparer<T>.Default.Equals(old, value), () => into[key] = value);

    private bool Do(bool needed, Action change)
    {
        if (needed && !program.CheckOnly)
            change();
        return needed;
    }
}
