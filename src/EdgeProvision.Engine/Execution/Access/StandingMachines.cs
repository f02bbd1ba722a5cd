using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>The machines of a driver that has no service to list them: those that hosts of the front-end name, and those that the descriptor wants.</summary>
/// <param name="provisionId">The provision's UUID.</param>
/// <param name="secrets">What is kept with the provision.</param>
/// <param name="given">A value by a parameter or, after all else, the environment.</param>
internal sealed class StandingMachines(string provisionId, IReadOnlyDictionary<string, string> secrets, Func<string, (string? Parameter, string? Environment)> given)
{
    public IReadOnlyList<StandingMachine> Of(string driver, ObservedProvision observed, LoadedDescriptor? loaded)
    {
        var desired = loaded?.Descriptor.Hosts.Where(h => h.Driver == driver).ToDictionary(h => h.Key, StringComparer.Ordinal) ?? [];
        var machines = observed.Hosts.Where(h => h.Driver == driver).Select(h => Seen(h, desired.GetValueOrDefault(h.Key))).ToList();
        return [.. machines, .. desired.Values.Where(h => observed.Host(h.Key) is null).Select(h => Wanted(h))];
    }

    private StandingMachine Seen(ObservedHost host, DescriptorHost? desired)
    {
        var keys = host.Template.Section("PROVISION")?
            .Where(a => a.Text is { Length: > 0 } && !MachineSecrets.Keys.Contains(a.Name.ToLowerInvariant()))
            .DistinctBy(a => a.Name)
            .ToDictionary(a => a.Name.ToLowerInvariant(), a => a.Text!, StringComparer.Ordinal) ?? [];
        return new StandingMachine(keys.GetValueOrDefault("hostname") ?? host.Key, keys, SecretsOf(host.Key, desired))
        {
            EdgeKey = host.Template.Text(EdgeAttribute.Key) is { Length: > 0 } key ? key : null,
            DeviceId = host.DeviceId,
            Address = host.Address,
            IsMeantOff = host.Power.Kind == HostPowerKind.Off,
        };
    }

    private StandingMachine Wanted(DescriptorHost host) => new(host.Hostname, new Dictionary<string, string>(), SecretsOf(host.Key, host)) { EdgeKey = EdgeAttribute.HostKey(provisionId, host.Key) };

    private Dictionary<string, string> SecretsOf(string key, DescriptorHost? desired)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in MachineSecrets.Keys)
        {
            var (parameter, environment) = given(name);
            var kept = secrets.GetValueOrDefault(MachineSecrets.NameOf(key, name));
            var value = GivenValue.Of(parameter) ?? GivenValue.Of(desired?.Provision.Reveal(name)) ?? GivenValue.Of(kept) ?? GivenValue.Of(environment);
            if (value is not null)
                found[name] = value;
        }

        return found;
    }
}
