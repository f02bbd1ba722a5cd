using EdgeProvision.Engine.Hosts.Roles.Expressions;
using EdgeProvision.Engine.Hosts.Roles.Variables;

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>What the names in roles stand for on one host: facts, and variables by precedence. Made for one program.</summary>
internal sealed class HostScope : IScope
{
    private readonly IReadOnlyDictionary<string, object?> _facts;
    private readonly Func<string, VariableSource?> _variables;
    private readonly Dictionary<string, object?> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _secret = new(StringComparer.Ordinal);
    private readonly List<string> _underWay = [];
    private bool _secretMet;

    /// <summary>Makes a scope.</summary>
    public HostScope(IReadOnlyDictionary<string, object?> facts, Func<string, VariableSource?> variables) => (_facts, _variables) = (facts, variables);

    /// <summary>Names of the facts that every role can ask for.</summary>
    public static readonly IReadOnlyList<string> FactNames = ["os", "architecture", "default_interface", "has_systemd", "overlay", "peers"];

    /// <summary>The facts of one host for one request.</summary>
    public static IReadOnlyDictionary<string, object?> Facts(HostFacts facts, ConfigurationRequest request)
    {
        var (address, device) = Overlay(facts, request.TunnelAddress);

        // Where the provider translates the address that the others send to, the host itself must not send there.
        var outside = device is null || address == request.TunnelAddress ? null : request.TunnelAddress;
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["os"] = OperatingSystem.Of(facts).AsMap(),
            ["architecture"] = facts.Architecture,
            ["default_interface"] = facts.DefaultInterface,
            ["has_systemd"] = facts.HasSystemd,
            ["overlay"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["address"] = address, ["interface"] = device },
            ["peers"] = request.Peers.Addresses.Where(peer => peer != outside).Cast<object?>().ToList(),
        };
    }

    /// <inheritdoc/>
    public object? Resolve(string name, SourcePosition position)
    {
        if (_facts.TryGetValue(name, out var fact))
            return fact;
        if (_known.TryGetValue(name, out var known))
        {
            _secretMet |= _secret.Contains(name);
            return known;
        }

        var source = _variables(name) ?? throw position.Error($"There is no variable or fact '{name}' in the roles of this playbook.");
        if (_underWay.Contains(name))
            throw position.Error($"The variable '{name}' needs itself: {string.Join(" -> ", [.. _underWay, name])}.");
        _underWay.Add(name);
        var metBefore = TakeSecretMet();
        var value = source.Given is { } given ? given : source.FromFile!.Evaluate(this);
        if (_secretMet |= source.IsSecret)
            _secret.Add(name);
        value = source.Declaration.Check(value, _secretMet);
        _secretMet |= metBefore;
        _underWay.RemoveAt(_underWay.Count - 1);
        return _known[name] = value;
    }

    /// <summary>Whether a secret has gone into anything that was resolved since this was last asked, directly or by way of other variables.</summary>
    public bool TakeSecretMet()
    {
        var met = _secretMet;
        _secretMet = false;
        return met;
    }

    /// <summary>
    /// The address that the host's tunnel ends have, and the interface or alias that carries it: what the others send to, or what that is translated to on the way. Where nothing is known
    /// of others, the original looked for bond0:0, then eth0.
    /// </summary>
    private static (string? Address, string? Device) Overlay(HostFacts facts, string? tunnelAddress)
    {
        if (tunnelAddress is not null)
        {
            if (facts.Interfaces.Where(i => i.Value.Contains(tunnelAddress)).Select(i => i.Key).Order(StringComparer.Ordinal).FirstOrDefault() is { } carrier)
                return (tunnelAddress, carrier);
            return facts.DefaultInterface is { } way && facts.Interfaces.TryGetValue(way, out var own) && own.Count > 0 ? (own[0], way) : (tunnelAddress, null);
        }

        foreach (var device in (string[])["bond0:0", "eth0"])
        {
            if (facts.Interfaces.TryGetValue(device, out var addresses) && addresses.Count > 0)
                return (addresses[0], device);
        }

        return (null, null);
    }
}
