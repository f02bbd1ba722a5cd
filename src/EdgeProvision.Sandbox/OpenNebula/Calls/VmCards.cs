using System.Globalization;
using System.Text.RegularExpressions;
using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>The cards of virtual machines and their aliases: names, numbers, whose alias is whose, and which network they ask for.</summary>
internal static partial class VmCards
{
    private static readonly string[] Restricted =
    [
        "BRIDGE", "INBOUND_AVG_BW", "INBOUND_PEAK_BW", "INBOUND_PEAK_KB", "MAC", "OPENNEBULA_MANAGED", "OUTBOUND_AVG_BW", "OUTBOUND_PEAK_BW", "OUTBOUND_PEAK_KB", "VLAN_ID",
    ];

    internal static bool IsAlias(VectorAttribute card) => card.Name == "NIC_ALIAS";

    /// <summary>Gives it its number, and a name where it has none.</summary>
    internal static void Name(Zone zone, int vm, VectorAttribute card, int number, VectorAttribute? parent)
    {
        card["NIC_ID"] = Text(number);
        card["NAME"] = card["NAME"] switch
        {
            "" => parent is null ? $"NIC{number}" : $"NIC{parent["NIC_ID"]}_ALIAS{number}",
            // A later release keeps such names for those that it makes up.
            var given when !zone.Facts.IsOld && MadeUp().IsMatch(given) => "_" + given,
            var given => given,
        };
        if (card["TARGET"].Length == 0) card["TARGET"] = $"one-{vm}-{number}";
        if (parent is not null) card["PARENT_ID"] = parent["NIC_ID"];
    }

    /// <summary>An alias and its card know each other by their numbers, too: that is what network drivers go by.</summary>
    internal static void Join(VectorAttribute alias, VectorAttribute card, int aliasNumber)
    {
        alias["ALIAS_ID"] = Text(aliasNumber);
        card["ALIAS_IDS"] = string.Join(',', Aliases(card).Append(alias["NIC_ID"]));
    }

    /// <summary>The card does not know the alias any more.</summary>
    internal static void Part(VectorAttribute alias, VectorAttribute card) => card["ALIAS_IDS"] = string.Join(',', Aliases(card).Where(id => id != alias["NIC_ID"]));

    /// <summary>The numbers of a card's aliases.</summary>
    internal static IReadOnlyList<string> Aliases(VectorAttribute card) => card["ALIAS_IDS"].Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The network that the card names by id, or by a name that is unique only per owner; null when it names none, or there is none.</summary>
    internal static VirtualNetwork? Network(Zone zone, VectorAttribute card, int user) => card["NETWORK_ID"] is { Length: > 0 } id
        ? int.TryParse(id, CultureInfo.InvariantCulture, out var number) ? zone.Networks.Find(number) : null
        : card["NETWORK"] is { Length: > 0 } name ? Names.Taken(zone, ObjectKind.Network, name, Owner(zone, card, user)) as VirtualNetwork : null;

    /// <summary>What is said when it names one that is not there; null when it names none, which is nothing wrong.</summary>
    internal static string? MissingNetwork(Zone zone, VectorAttribute card, int user) => card["NETWORK_ID"] is { Length: > 0 } id
        ? $"Virtual network with ID: {id} does not exist"
        : card["NETWORK"] is { Length: > 0 } name ? $"User {Owner(zone, card, user)} does not own a network with name: {name} . Set NETWORK_UNAME or NETWORK_UID of owner in NIC." : null;

    /// <summary>An attribute of the card that only administrators may write, or null.</summary>
    internal static string? RestrictedOf(VectorAttribute card) => Restricted.FirstOrDefault(card.Values.ContainsKey);

    /// <summary>The rules of the only security group that there is, while a card has it.</summary>
    internal static void SetRules(VirtualMachine vm)
    {
        vm.Template.Erase("SECURITY_GROUP_RULE");
        if (!vm.Cards.Any(c => c["SECURITY_GROUPS"].Length > 0)) return;
        foreach (var direction in (string[])["OUTBOUND", "INBOUND"])
        {
            vm.Template.Add(new VectorAttribute("SECURITY_GROUP_RULE")
            {
                ["PROTOCOL"] = "ALL",
                ["RULE_TYPE"] = direction,
                ["SECURITY_GROUP_ID"] = "0",
                ["SECURITY_GROUP_NAME"] = "default",
            });
        }
    }

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Owner(Zone zone, VectorAttribute card, int user) => card["NETWORK_UID"] is { Length: > 0 } id && int.TryParse(id, CultureInfo.InvariantCulture, out var number)
        ? number
        : card["NETWORK_UNAME"] is { Length: > 0 } name ? zone.Users.All.FirstOrDefault(u => u.Name == name)?.Id ?? -1 : user;

    [GeneratedRegex("^NIC[0-9]+(_ALIAS[0-9]+)?$")]
    private static partial Regex MadeUp();
}
