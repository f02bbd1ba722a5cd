using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Costs;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>Reserved hardware that is going to be ordered, against what the project has reserved. Where the service does not tell, nothing is refused here.</summary>
internal sealed class ReservedCheck(IReadOnlyDictionary<string, ProviderAccess> providers, DiagnosticBag bag)
{
    private const string Code = "ReservedHardwareNotFree";
    private const int MostShown = 8;

    public async Task CheckAsync(Descriptor desired, OperationPlan plan, ObservedProvision observed, CancellationToken cancellationToken)
    {
        var ordered = from step in plan.Steps
                      where step.Kind == StepKind.RentDevice && !OrderUnderWay.IsFor(observed.Host(step.HostKey!))
                      join host in desired.Hosts on step.HostKey equals host.Key
                      let word = host.Provision[ReservedHardware.Key] as DescriptorScalar
                      where word is { IsMasked: false } && word.Text.Length > 0 && !TemplateText.IsTemplate(word.Text) && providers.ContainsKey(host.Driver)
                      group (Host: host, Word: word) by host.Driver;
        foreach (var hosts in ordered)
        {
            var access = providers[hosts.Key];
            if (await access.Driver.ReadReservedAsync(cancellationToken).ConfigureAwait(false) is not { } reserved)
                continue;
            var plans = access.Driver.CatalogKeys.FirstOrDefault(k => k.Topic == CatalogTopic.Hardware) is { } key
                ? await access.Driver.ReadCatalogAsync(key.Name, cancellationToken).ConfigureAwait(false)
                : null;
            Check([.. hosts], reserved, plans, access);
        }
    }

    /// <summary>One machine is one host's. Where there are too few, those that name one have it, and of the rest the first.</summary>
    private void Check(List<(DescriptorHost Host, DescriptorScalar Word)> hosts, IReadOnlyList<ReservedHardware> reserved, Catalog? plans, ProviderAccess access)
    {
        var free = reserved.Where(r => r.IsFree).ToList();
        var takers = hosts.OrderBy(h => h.Word.Text == ReservedHardware.Any).ToList();
        var had = Matching.Of(
            takers.Count, free.Count,
            (taker, thing) => (takers[taker].Word.Text == ReservedHardware.Any || takers[taker].Word.Text == free[thing].Id) && ReservedMatch.IsFitting(free[thing], takers[taker].Host, plans));
        var left = free.Where((_, thing) => !had.Values.Contains(thing)).ToList();
        foreach (var (host, word) in takers.Where((_, taker) => !had.ContainsKey(taker)))
            Tell(host, word, word.Text == ReservedHardware.Any ? WhyNone(host, reserved) : WhyNot(host, word.Text, reserved, plans), left, access);
    }

    private static string WhyNone(DescriptorHost host, IReadOnlyList<ReservedHardware> reserved) => reserved.Count == 0
        ? "the project has reserved no hardware"
        : $"none of the project's reserved hardware is free that is {host.Provision.Text("plan")} in {Place(host)}";

    private static string WhyNot(DescriptorHost host, string id, IReadOnlyList<ReservedHardware> reserved, Catalog? plans) => reserved.FirstOrDefault(r => r.Id == id) switch
    {
        null => "the project has no such reservation",
        { DeviceId: { } device } => $"it is in use as machine {device}",
        { IsUsable: false } => "the provider does not let it be used now (a spare, or in need of service)",
        var found when !ReservedMatch.HasPlan(found, host, plans) => $"it is {found.Hardware}, and the host's plan is {host.Provision.Text("plan")}",
        var found when !ReservedMatch.IsFitting(found, host, plans) => $"it stands in {string.Join(", ", found.Places)}, and the host is to be in {Place(host)}",
        _ => "another host of the descriptor has it",
    };

    private static string Place(DescriptorHost host) => (host.Provision["metro"] ?? host.Provision["facility"]) switch
    {
        DescriptorList list => string.Join(" or ", list.Items.OfType<DescriptorScalar>().Select(i => i.Text)),
        DescriptorScalar { IsMasked: false } scalar => scalar.Text,
        _ => "any place",
    };

    private void Tell(DescriptorHost host, DescriptorScalar word, string why, List<ReservedHardware> left, ProviderAccess access)
    {
        var free = left.Take(MostShown).Select(r => string.Join(' ', new[] { r.Id, r.Hardware, r.Places.Count > 0 ? $"in {r.Places[0]}" : null }.OfType<string>())).ToList();
        bag.Error(
            Code, word.Position, FormattableString.Invariant($"hosts[{host.Index}].provision.{ReservedHardware.Key}"),
            $"{ReservedHardware.Key} of {host.Key} is {Quoting.Short(word.Text)}, but at {access.Settings} {why}.",
            free.Count == 0
                ? $"Nothing that is reserved there is free. Without {ReservedHardware.Key}, a machine is rented by the hour."
                : $"Free are: {string.Join("; ", free)}{(left.Count > free.Count ? FormattableString.Invariant($"; and {left.Count - free.Count} more") : "")}. Without {ReservedHardware.Key}, a machine is rented by the hour.");
    }
}
