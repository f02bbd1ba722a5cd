using EdgeProvision.Engine.Hosts.Roles.Loading;
using EdgeProvision.Engine.Hosts.Roles.Variables;

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>The playbooks of a request with all their roles loaded: which variables there are, and what each is.</summary>
internal sealed class Play
{
    private readonly Dictionary<string, VariableDeclaration> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RoleValue> _set = new(StringComparer.Ordinal);

    /// <summary>Puts playbooks together; later ones win over earlier ones in what they set.</summary>
    public Play(IReadOnlyList<Playbook> playbooks, IReadOnlyList<Role> roles)
    {
        Playbooks = playbooks;
        Roles = roles;
        foreach (var variable in roles.SelectMany(r => r.Variables))
            _declared.TryAdd(variable.Name, variable);
        foreach (var playbook in playbooks)
        {
            foreach (var (name, value) in playbook.Variables)
            {
                if (!_declared.ContainsKey(name))
                    throw value.Position.Error($"None of this playbook's roles has a variable '{name}'.{NearNames.Hint(name, _declared.Keys)}");
                _set[name] = value;
            }
        }

        foreach (var (name, position) in roles.SelectMany(r => r.Uses))
        {
            if (!_declared.ContainsKey(name))
                throw position.Error($"The variable '{name}' is used here, but no role of the playbook has it.");
        }
    }

    /// <summary>The playbooks in order.</summary>
    public IReadOnlyList<Playbook> Playbooks { get; }

    /// <summary>Their roles in order.</summary>
    public IReadOnlyList<Role> Roles { get; }

    /// <summary>Every variable.</summary>
    public IReadOnlyCollection<VariableDeclaration> Variables => _declared.Values;

    /// <summary>What a variable is when no descriptor says otherwise: the playbook's word, else the role's.</summary>
    public RoleValue Written(VariableDeclaration variable) => _set.GetValueOrDefault(variable.Name) ?? variable.Default;

    /// <summary>Where a variable gets its value for a request: descriptor, then the connection's defaults, then playbook, then role.</summary>
    public VariableSource? Source(ConfigurationRequest request, string name)
    {
        if (!_declared.TryGetValue(name, out var declaration))
            return null;
        var given = request.Variables.GetValueOrDefault(name) ?? request.FallbackVariables.GetValueOrDefault(name);
        return new VariableSource(declaration, given, Written(declaration), declaration.IsSecret || request.SecretNames.Contains(name));
    }

    /// <summary>Keys of the descriptor's configuration that mean nothing here.</summary>
    public IReadOnlyList<UnknownVariable> Unknown(IReadOnlyDictionary<string, object?> configuration) =>
        [.. configuration.Keys.Where(k => !_declared.ContainsKey(k)).Order(StringComparer.Ordinal)
            .Select(k => new UnknownVariable(k, NearNames.Of(k, _declared.Keys)))];
}
