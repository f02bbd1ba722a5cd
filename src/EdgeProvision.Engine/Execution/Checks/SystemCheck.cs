using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Roles;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>
/// Systems that are going to be ordered, against what the playbook's roles support. A host has the last word (its <c>/etc/os-release</c>), but by then it is paid
/// for: what a word or a catalogue says is told before.
/// </summary>
internal sealed class SystemCheck(IPlaybooks playbooks, DiagnosticBag bag)
{
    private const string Code = "UnsupportedOperatingSystem";
    private const int MostNamed = 3;

    /// <summary>Without a front-end: whether the descriptor is for a sandbox, which plays every system by one Debian, is not known.</summary>
    public void Warn(Descriptor descriptor) => Check(
        descriptor, descriptor.Hosts, _ => null,
        (at, path, message, _) => bag.Warning(Code, at, path, message, "At a provider such a host is refused before anything is rented; a sandbox plays every system by its Debian."),
        (_, _, _) => { });

    /// <summary>Before the plan is carried out.</summary>
    public async Task CheckAsync(Descriptor desired, OperationPlan plan, IReadOnlyDictionary<string, ProviderAccess> providers, bool isSandbox, CancellationToken cancellationToken)
    {
        var keys = plan.Steps.Where(s => s.Kind == StepKind.RentDevice).Select(s => s.HostKey).ToHashSet();
        var hosts = desired.Hosts.Where(h => keys.Contains(h.Key)).ToList();
        var catalogs = new Dictionary<string, Catalog?>(StringComparer.Ordinal);
        foreach (var driver in hosts.Select(h => h.Driver).Distinct(StringComparer.Ordinal))
        {
            if (providers.TryGetValue(driver, out var provider) && provider.Driver.CatalogKeys.FirstOrDefault(k => k.Topic == CatalogTopic.Image) is { } key)
                catalogs[driver] = await provider.Driver.ReadCatalogAsync(key.Name, cancellationToken).ConfigureAwait(false);
        }

        Check(
            desired, hosts, driver => catalogs.GetValueOrDefault(driver),
            (at, path, message, advice) =>
            {
                if (isSandbox)
                    bag.Warning(Code, at, path, message, "This sandbox plays it by its Debian; at a provider the host would be refused before anything is rented.");
                else
                    bag.Error(Code, at, path, message, advice);
            },
            (at, path, message) => bag.Warning("OperatingSystemUnknown", at, path, message));
    }

    private void Check(
        Descriptor descriptor, IReadOnlyList<DescriptorHost> hosts, Func<string, Catalog?> catalogs,
        Action<DescriptorPosition, string, string, string> unsupported, Action<DescriptorPosition, string, string> unknown)
    {
        var names = HostPipeline.Playbooks(descriptor);
        if (hosts.Count == 0 || !names.All(playbooks.Names.Contains) || Supported(names) is not { Count: > 0 } supported)
            return;

        // What stands in defaults is one mistake, however many hosts there are.
        foreach (var written in hosts.Select(host => (Host: host, Word: Word(host))).Where(w => w.Word is not null).GroupBy(w => (w.Word!.Text, w.Word.Position)))
        {
            var (host, word) = (written.First().Host, written.First().Word!);
            var path = FormattableString.Invariant($"hosts[{host.Index}].provision.{word.Key}");
            var catalog = catalogs(host.Driver);

            // What is not on offer at all has been told already.
            if (catalog?.Takes(word.Text) == false)
                continue;
            var who = Named([.. written.Select(w => w.Host.Hostname)]);
            var these = $"the playbook {string.Join(", ", names)} supports {Listed(supported)}.";
            if (System(host.Driver, word.Text, catalog) is { } system)
            {
                if (!system.IsAmong(supported))
                    unsupported(word.Position, path, $"{word.Key} of {who} is {Quoting.Short(word.Text)} ({system}), but {these}", Advice(host.Driver, catalog, supported));
            }
            else if (catalog is not null && ProviderDrivers.IsImageId(host.Driver, word.Text))
            {
                unknown(word.Position, path, $"{word.Key} of {who} is {Quoting.Short(word.Text)}: which system that is shows only on the host, when it is rented; {these}");
            }
        }
    }

    private IReadOnlyList<string> Supported(IReadOnlyList<string> names)
    {
        var limited = names.Select(n => playbooks.Describe(n).SupportedSystems).Where(s => s.Count > 0).ToList();
        return limited.Count == 0 ? [] : [.. limited[0].Where(s => limited.TrueForAll(l => l.Contains(s)))];
    }

    private static WrittenSystem? Word(DescriptorHost host) =>
        DriverTables.Find(host.Driver, allowFake: false)?.Rules.FirstOrDefault(r => r.NamesSystem) is { } rule
        && host.Provision[rule.Name] is DescriptorScalar { IsMasked: false, IsSecret: false } scalar && scalar.Text.Trim() is { Length: > 0 } text && !TemplateText.IsTemplate(text)
            ? new WrittenSystem(rule.Name, text, scalar.Position)
            : null;

    private static NamedSystem? System(string driver, string word, Catalog? catalog) =>
        (catalog?.Find(word) is ImageEntry entry ? NamedSystem.Of(entry.Distribution, entry.Version) ?? NamedSystem.Of(entry.Slug) : null)
        ?? NamedSystem.Of(word)
        ?? (ProviderDrivers.SystemOfImage(driver, word) is { } written ? NamedSystem.Of(written.Distribution, written.Version) : null);

    private static string Advice(string driver, Catalog? catalog, IReadOnlyList<string> supported)
    {
        var offered = (catalog?.Entries ?? []).OfType<ImageEntry>().Where(e => System(driver, e.Slug, catalog) is { } system && system.IsAmong(supported)).Select(e => e.Slug).ToList();
        return offered.Count == 0
            ? "Choose one of these, or a playbook whose roles support this one."
            : $"Choose one of those that are offered here ({string.Join(", ", offered)}), or a playbook whose roles support this one.";
    }

    private static string Named(IReadOnlyList<string> hosts) => hosts.Count switch
    {
        1 => $"host {hosts[0]}",
        <= MostNamed => $"hosts {string.Join(", ", hosts)}",
        _ => FormattableString.Invariant($"hosts {string.Join(", ", hosts.Take(MostNamed))} and {hosts.Count - MostNamed} more"),
    };

    private static string Listed(IEnumerable<string> supported) =>
        string.Join("; ", supported.Select(s => s.Split(' ', 2)).GroupBy(s => s[0], s => s[^1]).Select(g => $"{g.Key} {string.Join(", ", g)}"));
}
