using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>Compares the hosts that stand with those of a descriptor.</summary>
internal static class HostComparison
{
    private static readonly HashSet<string> s_attributesLeftOut =
        ["IM_MAD", "VM_MAD", "PM_MAD", "PROVISION", "PROVISION_CONFIGURATION_BASE64", "PROVISION_CONFIGURATION_STATUS", "CONTEXT", "ANSIBLE_PLAYBOOK"];

    public static IEnumerable<HostChange> Of(UpdateInput input, ProvisionIdentity identity, TemplateResolver resolve, TemplateResolver? before)
    {
        foreach (var host in input.Desired.Hosts)
        {
            if (input.Observed.Host(host.Key) is not { IsClaimed: true } standing)
                continue;
            var wanted = Evaluate(host, resolve);
            var stored = before is not null && input.Stored!.Hosts.FirstOrDefault(h => h.Key == host.Key) is { } old ? Evaluate(old, before) : null;
            var rendered = Render(wanted, identity, input.Desired.Playbooks);
            var renderedBefore = stored is null ? null : Render(stored, identity, input.Stored!.Playbooks);
            List<AttributeChange> attributes = [.. AttributeComparison.Of(rendered, standing.Template, renderedBefore, s_attributesLeftOut)];
            var login = attributes.Any(c => c.Name == "PROVISION_CONNECTION/REMOTE_USER");
            List<AttributeChange> configuration = [.. Configuration(wanted, standing), .. Playbooks(input.Desired, standing)];
            attributes.AddRange(configuration);
            var otherSecrets = HasOtherSecrets(host, input.Secrets);
            var device = input.Observed.Devices.FirstOrDefault(d => d.Id == standing.DeviceId && d.State is not (DeviceState.Failed or DeviceState.Releasing));
            var end = device is null ? null : Lifetimes.Difference(Lifetimes.Of(wanted), device);
            var order = Order(wanted, stored, standing).ToList();
            List<AttributeChange> noted = [.. Noted(wanted, standing)];
            if (attributes.Count + order.Count + noted.Count == 0 && end is null && !otherSecrets)
                continue;
            yield return new HostChange(host, standing, attributes, order)
            {
                NeedsConfiguration = configuration.Count > 0 || login || otherSecrets,
                HasOtherSecrets = otherSecrets,
                End = end,
                Noted = noted,
            };
        }
    }

    private static DescriptorHost Evaluate(DescriptorHost host, TemplateResolver resolve) => host with
    {
        Connection = TemplateEvaluator.Evaluate(host.Connection, resolve),
        Provision = TemplateEvaluator.Evaluate(host.Provision, resolve),
        Configuration = TemplateEvaluator.Evaluate(host.Configuration, resolve),
        Attributes = TemplateEvaluator.Evaluate(host.Attributes, resolve),
    };

    private static IReadOnlyList<OneAttribute> Render(DescriptorHost host, ProvisionIdentity identity, IReadOnlyList<string> playbooks) =>
        HostRendering.Host(host, identity, "", playbooks, _ => false);

    /// <summary>Variable by variable: whole documents would differ by the way in which another tool writes YAML.</summary>
    private static IEnumerable<AttributeChange> Configuration(DescriptorHost wanted, ObservedHost standing)
    {
        var found = StoredConfiguration.Variables(standing.Template);
        var stripped = SecretStripping.Strip(wanted.Configuration);
        foreach (var entry in stripped.Entries)
        {
            if (Text(found[entry.Key]) != Text(entry.Value))
                yield return new AttributeChange($"configuration.{entry.Key}", Text(found[entry.Key]), Text(entry.Value));
        }

        foreach (var dropped in found.Entries.Where(e => !stripped.Contains(e.Key)))
            yield return new AttributeChange($"configuration.{dropped.Key}", Text(dropped.Value), null);
    }

    private static IEnumerable<AttributeChange> Playbooks(Descriptor desired, ObservedHost standing)
    {
        var wanted = string.Join(',', HostPipeline.Playbooks(desired));
        var found = string.Join(',', StoredConfiguration.Playbooks(standing.Template));
        if (wanted != found)
            yield return new AttributeChange("playbook", found, wanted);
    }

    /// <summary>
    /// What would have to be ordered anew. Where the provider is, and with what it is spoken to, is settled elsewhere; the host name is the host's
    /// key, and its case means nothing.
    /// </summary>
    private static IEnumerable<AttributeChange> Order(DescriptorHost wanted, DescriptorHost? stored, ObservedHost standing)
    {
        var section = standing.Template.Section("PROVISION");

        // Of a machine that there is, the provider knows when it ends and what it can be reached by, and can be asked to change it.
        List<string> leftOut = standing.DeviceId is null ? [] : [Lifetime.Key, .. Admitted(wanted)];
        var members = AttributeRendering.Members(Ordered(wanted, leftOut), "PROVISION", _ => false);
        foreach (var member in members)
        {
            var found = section?.Text(member.Key);
            if ((found ?? "") != member.Value)
                yield return new AttributeChange($"provision.{member.Key.ToLowerInvariant()}", found, member.Value);
        }

        foreach (var dropped in stored is null ? [] : AttributeRendering.Members(Ordered(stored, leftOut), "PROVISION", _ => false).Where(m => members.All(w => w.Key != m.Key)))
        {
            if (section?.Text(dropped.Key) is { Length: > 0 } found)
                yield return new AttributeChange($"provision.{dropped.Key.ToLowerInvariant()}", found, null);
        }

        if (wanted.Driver != standing.Driver)
            yield return new AttributeChange("provision.driver", standing.Driver, wanted.Driver);
        foreach (var name in new[] { "im_mad", "vm_mad" })
        {
            var found = standing.Template.Text(name.ToUpperInvariant());
            if (found is not null && found != (wanted.Attributes.Text(name) ?? ""))
                yield return new AttributeChange(name, found, wanted.Attributes.Text(name));
        }
    }

    /// <summary>What the host's machine lets in is changed around it, and what OpenNebula keeps of its order follows.</summary>
    private static IEnumerable<AttributeChange> Noted(DescriptorHost wanted, ObservedHost standing)
    {
        if (standing.DeviceId is null)
            yield break;
        var section = standing.Template.Section("PROVISION");
        var members = AttributeRendering.Members(wanted.Provision, "PROVISION", _ => false);
        foreach (var name in Admitted(wanted).Select(key => key.ToUpperInvariant()))
        {
            var (found, value) = (section?.Text(name), members.Find(m => m.Key == name)?.Value);
            if ((found ?? "") != (value ?? ""))
                yield return new AttributeChange($"PROVISION/{name}", found, value);
        }
    }

    private static IReadOnlyList<string> Admitted(DescriptorHost host) =>
        ProviderDrivers.KeepsOthersOut(host.Driver, [.. host.Provision.Entries.Select(e => e.Key)]) ? AdmissionWish.Keys : [];

    private static AttributeMap Ordered(DescriptorHost host, IReadOnlyList<string> leftOut) => host.Provision.Without(
        host.Provision.Entries.Select(e => e.Key).Where(key =>
            leftOut.Contains(key) || key is "driver" or "provider" or "hostname" or "name" or "provision_id" || key.EndsWith("_endpoint", StringComparison.Ordinal) || DriverTables.IsCredential(key)));

    /// <summary>True when secret variables of a host are not those that are kept with the provision.</summary>
    public static bool HasOtherSecrets(DescriptorHost host, IReadOnlyDictionary<string, string> known)
    {
        var prefix = $"host/{host.Key}/";
        var wanted = host.Configuration.Entries.Where(e => e.Value is DescriptorScalar { IsSecret: true, IsMasked: false }).ToDictionary(e => prefix + e.Key, e => ((DescriptorScalar)e.Value).Reveal(), StringComparer.Ordinal);
        return wanted.Any(w => known.GetValueOrDefault(w.Key) != w.Value)
            || known.Keys.Any(k => k.StartsWith(prefix, StringComparison.Ordinal) && !wanted.ContainsKey(k) && !host.Configuration.Contains(k[prefix.Length..]));
    }

    private static string? Text(DescriptorValue? value) => value switch
    {
        null => null,
        DescriptorScalar scalar => scalar.Text,
        _ => value.ToString(),
    };
}
