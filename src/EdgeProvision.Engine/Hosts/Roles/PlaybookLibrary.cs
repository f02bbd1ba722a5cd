using System.Collections.Concurrent;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Programs.Shell;
using EdgeProvision.Engine.Hosts.Programs.Steps;
using EdgeProvision.Engine.Hosts.Roles.Loading;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>
/// The playbooks and roles in some folders, each with <c>playbooks/NAME.yaml</c> and <c>roles/NAME/role.yaml</c>: first what is shipped, then
/// the user's own, which win. A file is read when it is first needed, so that a broken one harms only who uses it.
/// </summary>
public sealed class PlaybookLibrary : IPlaybooks
{
    private readonly SortedDictionary<string, string> _playbooks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _roles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Playbook>> _playbooksRead = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Role>> _rolesRead = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private readonly string? _shipped;

    /// <summary>Looks what the folders hold; one that does not exist holds nothing. Later folders win.</summary>
    public PlaybookLibrary(IReadOnlyList<string> folders)
    {
        _shipped = folders.Count > 0 ? folders[0] : null;
        foreach (var folder in folders)
        {
            foreach (var file in Under(folder, "playbooks", f => Directory.EnumerateFiles(f, "*.yaml")))
                Add(_playbooks, "playbook", Path.GetFileNameWithoutExtension(file), file);
            foreach (var role in Under(folder, "roles", Directory.EnumerateDirectories).Where(d => File.Exists(Path.Combine(d, "role.yaml"))))
                Add(_roles, "role", Path.GetFileName(role), role);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. _playbooks.Keys];

    /// <summary>Names of every role at hand.</summary>
    public IReadOnlyList<string> RoleNames => [.. _roles.Keys];

    /// <summary>What of the shipped has been replaced by the user's own, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <inheritdoc/>
    public bool HasOverlay(IReadOnlyList<string> playbooks) => playbooks.Any(p => FindPlaybook(p).HasOverlay);

    /// <inheritdoc/>
    public IReadOnlyList<string> OverlayBridges(ConfigurationRequest request)
    {
        var play = Load(request.Playbooks);
        var scope = new HostScope(new Dictionary<string, object?>(), name => play.Source(request, name));
        return [.. play.Roles.SelectMany(r => r.Steps).Where(s => s.Kind.Name == "vxlan")
            .Select(s => s.Values.GetValueOrDefault("bridge")?.Evaluate(scope) as string).OfType<string>().Where(b => b.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public string Fingerprint(ConfigurationRequest request) => RequestFingerprint.Of(Load(request.Playbooks), request);

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings(ConfigurationRequest request) =>
        [.. UnknownVariables(request).Select(v => $"No role of the playbook knows the variable '{v.Name}'{(v.NearNames.Count == 0 ? "" : $"; did you mean {string.Join(" or ", v.NearNames)}?")}")];

    /// <summary>Keys of the request's own configuration that no role of its playbooks knows: worth a warning each.</summary>
    public IReadOnlyList<UnknownVariable> UnknownVariables(ConfigurationRequest request) => Load(request.Playbooks).Unknown(request.Variables);

    /// <summary>Every variable that these playbooks understand.</summary>
    public IReadOnlyList<VariableInfo> Variables(IReadOnlyList<string> playbooks) =>
        [.. Load(playbooks).Variables.OrderBy(v => v.Name, StringComparer.Ordinal)
            .Select(v => new VariableInfo(v.Name, v.Role, v.Type.ToString().ToLowerInvariant(), v.Description))];

    /// <inheritdoc/>
    public EdgePlaybook Describe(string name) => PlaybookView.Of(Load([name]), _playbooks[name], isOwn: !IsShipped(_playbooks[name]));

    /// <inheritdoc/>
    public HostProgram Compile(ConfigurationRequest request, HostFacts facts, bool reapply, bool checkOnly)
    {
        var play = Load(request.Playbooks);
        var system = OperatingSystem.Of(facts);
        SupportCheck.Require(play, system);
        var scope = new HostScope(HostScope.Facts(facts, request), name => play.Source(request, name));
        var steps = play.Roles.SelectMany(r => r.Steps).Select(s => s.Bind(scope)).OfType<HostStep>().ToList();
        var parts = steps.OfType<NetworkPart>().Select(p => p.FileName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return Program(HostProgramKind.Configuration, play, request, [.. steps.Select(s => s is NetworkStep n ? n with { Parts = parts } : s)], system, reapply, checkOnly);
    }

    /// <inheritdoc/>
    public HostProgram CompilePeers(ConfigurationRequest request, HostFacts facts)
    {
        var play = Load(request.Playbooks);
        var scope = new HostScope(HostScope.Facts(facts, request), name => play.Source(request, name));
        var steps = play.Roles.SelectMany(r => r.Steps).Where(s => s.Kind.Name == "peers").Select(s => s.Bind(scope)).OfType<HostStep>().ToList();
        if (steps.Count > 0)
            steps.Add(new NetworkStep(steps[^1].Role, "Peers of the overlay put into force", [], true));
        return Program(HostProgramKind.Peers, play, request, steps, OperatingSystem.Of(facts), reapply: false, checkOnly: false);
    }

    private static HostProgram Program(
        HostProgramKind kind, Play play, ConfigurationRequest request, IReadOnlyList<HostStep> steps, OperatingSystem system, bool reapply, bool checkOnly) => new(
        kind, RequestFingerprint.Of(play, request), play.Playbooks.Any(p => p.HasOverlay) ? request.Peers.Hash : string.Empty, reapply, checkOnly, steps,
        ProgramCompiler.Compile(steps, system.Family, checkOnly));

    private Play Load(IReadOnlyList<string> names)
    {
        var playbooks = names.Select(FindPlaybook).ToList();
        return new Play(playbooks, [.. playbooks.SelectMany(p => p.Roles.Select(r => FindRole(r, p)))]);
    }

    private Playbook FindPlaybook(string name) => _playbooks.TryGetValue(name, out var file)
        ? _playbooksRead.GetOrAdd(name, _ => new Lazy<Playbook>(() => PlaybookReader.Read(file))).Value
        : throw new EdgeException("PlaybookUnknown", ErrorKind.NotFound, $"There is no playbook '{name}'.{NearNames.Hint(name, Names)}")
        {
            Target = name,
            RecommendedAction = $"Use one of {string.Join(", ", Names)}, or put {name}.yaml into the folder of your own playbooks.",
        };

    private Role FindRole(string name, Playbook playbook) => _roles.TryGetValue(name, out var folder)
        ? _rolesRead.GetOrAdd(name, _ => new Lazy<Role>(() => RoleReader.Read(folder, name))).Value
        : throw playbook.RolesPosition.Error($"There is no role '{name}'.{NearNames.Hint(name, RoleNames)}");

    private void Add(SortedDictionary<string, string> into, string what, string name, string path)
    {
        if (into.TryGetValue(name, out var before))
            _notes.Add($"The {what} '{name}' is taken from {path} instead of {before}.");
        into[name] = path;
    }

    private bool IsShipped(string file) => _shipped is not null && Path.GetDirectoryName(file) == Path.Combine(_shipped, "playbooks");

    private static IEnumerable<string> Under(string folder, string part, Func<string, IEnumerable<string>> list)
    {
        var path = Path.Combine(folder, part);
        return Directory.Exists(path) ? list(path) : [];
    }
}
