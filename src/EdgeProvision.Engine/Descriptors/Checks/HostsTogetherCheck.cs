using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Checks;

/// <summary>What hosts of one provision cannot say together: two regions, and one address for two machines. At the provider it would show when the first machine is paid for.</summary>
internal sealed class HostsTogetherCheck(DiagnosticBag bag, DescriptorLoadOptions options)
{
    // An address of a machine that stands is the machine: what OpenNebula calls the host by, too.
    private static readonly (string Driver, string Key, string Code)[] OfOneHost = [("ec2", "elasticip", "AddressNamedTwice"), ("onprem", "address", "MachineTaken"), ("dummy", "ip", "MachineTaken")];

    public void Check(IReadOnlyList<DescriptorHost> hosts)
    {
        // What a provision was made from may be older than these rules, and it stands.
        if (options.IsStored)
            return;
        CheckRegion(hosts);
        foreach (var (driver, key, code) in OfOneHost)
            CheckOnce(hosts, driver, key, code);
    }

    private void CheckRegion(IReadOnlyList<DescriptorHost> hosts)
    {
        const string Key = "region_name";
        var known = hosts.Where(h => h.Driver == "ec2" && Known(h, Key) is not null).ToList();
        foreach (var other in known.Where(h => Known(h, Key) != Known(known[0], Key)))
        {
            var first = known[0];
            bag.Error(
                "RegionsDiffer", other.Provision[Key]!.Position, Path(other, Key),
                $"{Key} is {Quoting.Short(Known(other, Key)!)}, but that of {Quoting.Short(first.Hostname)} ({Quoting.Place(Path(first, Key), first.Provision[Key]!.Position)}) is {Quoting.Short(Known(first, Key)!)}: a provision is in one region.",
                "Write the same region for all hosts, and make a provision for each region.");
        }
    }

    private void CheckOnce(IReadOnlyList<DescriptorHost> hosts, string driver, string key, string code)
    {
        foreach (var same in hosts.Where(h => h.Driver == driver && Known(h, key) is not null).GroupBy(h => Known(h, key), StringComparer.OrdinalIgnoreCase))
        {
            var first = same.First();
            foreach (var second in same.Skip(1))
            {
                bag.Error(
                    code, second.Provision[key]!.Position, Path(second, key),
                    $"The hosts {Quoting.Short(first.Hostname)} and {Quoting.Short(second.Hostname)} cannot both have the {key} {Quoting.Short(same.Key!)}; it stands first at {Quoting.Place(Path(first, key), first.Provision[key]!.Position)}.",
                    "Write it for one of them only.");
            }
        }
    }

    private static string? Known(DescriptorHost host, string key) =>
        host.Provision[key] is DescriptorScalar { IsMasked: false, IsSecret: false } scalar && scalar.Text.Trim() is { Length: > 0 } text && !TemplateText.IsTemplate(text) ? text : null;

    private static string Path(DescriptorHost host, string key) => FormattableString.Invariant($"hosts[{host.Index}].provision.{key}");
}
