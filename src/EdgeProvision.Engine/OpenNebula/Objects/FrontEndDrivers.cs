using System.Collections.Immutable;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The drivers that a front-end is configured with, by the key that names one in a descriptor.</summary>
public sealed class FrontEndDrivers
{
    // From 5.12 on the information drivers are the monitor daemon's, whose configuration nobody shows.
    private const string MonitorDaemon = "monitord";

    private readonly ImmutableDictionary<string, FrontEndDriverList> _lists;

    private FrontEndDrivers(IEnumerable<(string Key, FrontEndDriverList List)> lists) => _lists = lists.ToImmutableDictionary(l => l.Key, l => l.List);

    /// <summary>Nothing is known.</summary>
    public static FrontEndDrivers Unknown { get; } = new([]);

    /// <summary>The drivers that <c>ipam_mad</c>, <c>vn_mad</c>, <c>tm_mad</c>, <c>ds_mad</c>, <c>im_mad</c> or <c>vm_mad</c> may name; null when the configuration does not show them.</summary>
    public FrontEndDriverList? Find(string key) => _lists.GetValueOrDefault(key);

    internal static FrontEndDrivers Read(XElement xml)
    {
        var information = Names(xml, "IM_MAD");
        (string Key, string Kind, ImmutableArray<string> Names, string Setting)[] found =
        [
            ("ipam_mad", "IPAM driver", Ipam(xml), "IPAM_MAD in oned.conf (ARGUMENTS, after -i)"),
            ("vn_mad", "network driver", Names(xml, "VN_MAD_CONF"), "oned.conf as VN_MAD_CONF=[NAME=…, BRIDGE_TYPE=…]"),
            ("tm_mad", "transfer driver", Names(xml, "TM_MAD_CONF"), "oned.conf as TM_MAD_CONF and in the list of TM_MAD"),
            ("ds_mad", "datastore driver", Names(xml, "DS_MAD_CONF"), "oned.conf as DS_MAD_CONF and in the list of DATASTORE_MAD"),
            ("im_mad", "information driver", information.Contains(MonitorDaemon) ? [] : information, "oned.conf as IM_MAD"),
            ("vm_mad", "virtualization driver", Names(xml, "VM_MAD"), "oned.conf as VM_MAD"),
        ];
        return new FrontEndDrivers(found.Where(f => f.Names.Length > 0).Select(f => (f.Key, new FrontEndDriverList(f.Kind, f.Names, f.Setting))));
    }

    private static ImmutableArray<string> Names(XElement xml, string element) =>
        [.. xml.Elements(element).Select(mad => mad.Text("NAME")).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Without the option every driver that is installed may be used, and which those are is not shown.</summary>
    private static ImmutableArray<string> Ipam(XElement xml)
    {
        var lists = xml.Elements("IPAM_MAD").Select(mad => ListAfter(mad.Text("ARGUMENTS"), "-i")).ToList();
        return lists.Contains(null) ? [] : [.. lists.SelectMany(list => list!).Distinct(StringComparer.Ordinal)];
    }

    private static string[]? ListAfter(string arguments, string option)
    {
        var words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var at = Array.IndexOf(words, option);
        return at < 0 || at + 1 >= words.Length ? null : words[at + 1].Split(',', StringSplitOptions.RemoveEmptyEntries);
    }
}
