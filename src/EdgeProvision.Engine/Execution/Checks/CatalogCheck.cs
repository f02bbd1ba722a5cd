using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>Plans, systems and places that are going to be ordered, against what the provider offers. One request a kind, however many hosts.</summary>
internal sealed class CatalogCheck(IReadOnlyDictionary<string, ProviderAccess> providers, DiagnosticBag bag)
{
    private const int MostShown = 12;

    public async Task CheckAsync(Descriptor desired, OperationPlan plan, CancellationToken cancellationToken)
    {
        var wanted = Hosts(desired, plan).Concat(RentedRange.Of(desired, plan, providers).SelectMany(r => Words(r.Driver, r.Attributes, r.Path))).ToList();
        var kinds = wanted.Select(w => (w.Driver, w.Key)).Distinct().ToList();
        var catalogs = await Task.WhenAll(kinds.Select(k => providers[k.Driver].Driver.ReadCatalogAsync(k.Key, cancellationToken))).ConfigureAwait(false);
        foreach (var word in wanted)
        {
            if (catalogs[kinds.IndexOf((word.Driver, word.Key))] is { } catalog)
                Check(word, catalog);
        }
    }

    private IEnumerable<WantedWord> Hosts(Descriptor desired, OperationPlan plan)
    {
        foreach (var key in plan.Steps.Where(s => s.Kind == StepKind.RentDevice).Select(s => s.HostKey))
        {
            if (desired.Hosts.FirstOrDefault(h => h.Key == key) is not { } host)
                continue;
            foreach (var word in Words(host.Driver, host.Provision, FormattableString.Invariant($"hosts[{host.Index}].provision")))
                yield return word with { Hypervisor = host.Attributes.Text("vm_mad") };
        }
    }

    private IEnumerable<WantedWord> Words(string driver, AttributeMap map, string path)
    {
        if (!providers.TryGetValue(driver, out var provider))
            yield break;
        foreach (var key in provider.Driver.CatalogKeys.Select(k => k.Name))
        {
            var words = Parts(map[key], DriverTables.Find(driver, allowFake: false)?.Find(key)?.Type == KeyType.TextOrList).ToList();
            if (words.Count > 0 && words.TrueForAll(w => !TemplateText.IsTemplate(w.Text)))
                yield return new WantedWord(driver, key, words, $"{path}.{key}");
        }
    }

    private static IEnumerable<(string Text, DescriptorPosition Position)> Parts(DescriptorValue? value, bool several) => value switch
    {
        DescriptorList list => list.Items.SelectMany(item => Parts(item, several)),
        DescriptorScalar { IsMasked: false, IsSecret: false } scalar when several =>
            scalar.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => (part, scalar.Position)),
        DescriptorScalar { IsMasked: false, IsSecret: false } scalar when scalar.Text.Trim() is { Length: > 0 } text => [(text, scalar.Position)],
        _ => [],
    };

    /// <summary>Of several the provider takes one that it has, so that only none is a mistake for sure.</summary>
    private void Check(WantedWord wanted, Catalog catalog)
    {
        var unknown = wanted.Words.Where(word => !catalog.Takes(word.Text)).ToList();
        var isSure = unknown.Count == wanted.Words.Count;
        foreach (var (text, position) in unknown)
        {
            var nearest = Nearest(text, catalog);
            var message = $"{wanted.Key} is {Quoting.Short(text)}, but {providers[wanted.Driver].Settings} offers no {catalog.Kind} of that name.{(nearest.Count == 0 ? $" It has: {Shown(catalog)}." : "")}";
            var advice = nearest.Count == 0 ? null : $"Did you mean {string.Join(" or ", nearest)}?";
            if (isSure)
                bag.Error("NotOffered", position, wanted.Path, message, advice);
            else
                bag.Warning("NotOffered", position, wanted.Path, message, advice);
        }

        // The others emulate the processor, or run containers.
        if (wanted is { Hypervisor: "kvm" or "firecracker" } && wanted.Words.FirstOrDefault(w => catalog.Find(w.Text) is HardwareEntry { RunsKvm: false }) is { Text: { } weak } found)
        {
            bag.Warning(
                "HardwareWithoutKvm", found.Position, wanted.Path,
                $"{wanted.Key} is {Quoting.Short(weak)}, and virtual machines cannot run on that with KVM; {wanted.Hypervisor} needs it.", "Choose bare metal (*.metal) or a type with nested virtualization; Get-EdgeHardware tells which.");
        }
    }

    private static IReadOnlyList<CatalogEntry> Nearest(string text, Catalog catalog) => NearestKey.Several(text, catalog.Entries, e => [e.Slug, e.Name]);

    private static string Shown(Catalog catalog)
    {
        var words = catalog.Entries.OrderBy(e => e.Slug, StringComparer.Ordinal).Select(e => e.ToString()).ToList();
        return string.Join(", ", words.Take(MostShown)) + (words.Count > MostShown ? ", …" : "");
    }
}
