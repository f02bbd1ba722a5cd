using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>Reads <c>IpPermissions.N</c>, or the one rule that older programs give at the top level, into rules with one peer each.</summary>
internal static class PermissionReader
{
    private const int LongestDescription = 255;
    private const string DescriptionMarks = " ._-:/()#,@[]+=&;{}!$*";

    private static readonly Dictionary<string, string> Numbers = new() { ["6"] = "tcp", ["17"] = "udp", ["1"] = "icmp", ["58"] = "icmpv6" };

    public static IReadOnlyList<WantedRule> Read(Ec2Call call)
    {
        var items = call.Parameters.Items("IpPermissions");
        var isPlain = call.Parameters.Has("IpProtocol") || call.Parameters.Has("CidrIp");
        if (items.Count == 0 && !isPlain)
            throw Ec2RefusedException.Missing("ipPermissions");
        if (items.Count > 0 && isPlain)
            throw Ec2RefusedException.Combination("The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'");
        if (isPlain)
            return [new WantedRule(ReadPermission(call.Parameters), RulePeer.OfCidr(Cidr(call.Parameters.Required("CidrIp"))), null)];
        var rules = items.SelectMany(item => ReadRules(call, item)).ToList();
        return rules.Count == 0 ? throw new Ec2RefusedException("InvalidParameterValue", "Invalid value '' for IP permissions: no source or destination was specified.") : rules;
    }

    private static IEnumerable<WantedRule> ReadRules(Ec2Call call, ParameterSet item)
    {
        var permission = ReadPermission(item);
        foreach (var range in item.Items("IpRanges"))
            yield return new WantedRule(permission, RulePeer.OfCidr(Cidr(range.Required("CidrIp"))), Description(range));
        foreach (var range in item.Items("Ipv6Ranges"))
            yield return new WantedRule(permission, RulePeer.OfCidrV6(CidrV6(range.Required("CidrIpv6"))), Description(range));
        foreach (var peer in item.Items("Groups"))
            yield return new WantedRule(permission, Group(call, peer), Description(peer));
    }

    private static string? Description(ParameterSet peer)
    {
        if (peer.Text("Description") is not { } text)
            return null;
        return text.Length <= LongestDescription && text.All(c => char.IsAsciiLetterOrDigit(c) || DescriptionMarks.Contains(c, StringComparison.Ordinal))
            ? text
            : throw new Ec2RefusedException(
                "InvalidParameterValue", $"Invalid rule description. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. {DescriptionMarks.Trim()}");
    }

    private static RulePeer Group(Ec2Call call, ParameterSet peer)
    {
        var owner = peer.Text("UserId") ?? call.Holdings.AccountId;
        if (owner != call.Holdings.AccountId)
            throw new Ec2RefusedException("InvalidGroup.NotFound", $"The account '{owner}' has no security group that this account may name.");
        if (peer.Text("GroupId") is { } id)
            return RulePeer.Of(call.Holdings.Groups.Get(call, id), owner);
        var name = peer.Required("GroupName");
        var found = call.Holdings.Groups.Living.FirstOrDefault(group => group.Name == name && group.Vpc.IsDefault)
            ?? throw new Ec2RefusedException("InvalidGroup.NotFound", $"The security group '{name}' does not exist in default VPC");
        return RulePeer.Of(found, owner);
    }

    private static Permission ReadPermission(ParameterSet item)
    {
        var text = item.Required("IpProtocol").ToLowerInvariant();
        var protocol = Numbers.GetValueOrDefault(text, text);
        var (from, to) = (item.Number("FromPort"), item.Number("ToPort"));
        switch (protocol)
        {
            // For all protocols, ports are taken and forgotten.
            case Permission.AllProtocols:
                return Permission.Everything;
            case "tcp" or "udp":
                if (from is not { } first || to is not { } last)
                    throw new Ec2RefusedException("InvalidParameterValue", "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
                if (first < 0 || last > 65535 || first > last)
                    throw new Ec2RefusedException("InvalidParameterValue", string.Create(CultureInfo.InvariantCulture, $"Invalid value '{first}-{last}' for portRange."));
                return new Permission(protocol, first, last);
            case "icmp" or "icmpv6":
                return from is < -1 or > 255 || to is < -1 or > 255 || (from ?? -1) == -1 && (to ?? -1) != -1
                    ? throw new Ec2RefusedException("InvalidParameterValue", string.Create(CultureInfo.InvariantCulture, $"Invalid value '{from}/{to}' for ICMP type and code."))
                    : new Permission(protocol, from ?? -1, to ?? -1);
            default:
                return int.TryParse(protocol, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 255
                    ? new Permission(protocol, null, null)
                    : throw new Ec2RefusedException("InvalidParameterValue", $"Invalid value '{text}' for IP protocol. Unknown protocol.");
        }
    }

    private static string Cidr(string text) => AddressBlock.TryParseNetwork(text, out var block)
        ? block.ToString()
        : throw new Ec2RefusedException("InvalidParameterValue", $"CIDR block {text} is malformed");

    private static string CidrV6(string text) =>
        text.Split('/') is [var address, var prefix] && IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6
        && int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= 128
            ? $"{parsed}/{length}"
            : throw new Ec2RefusedException("InvalidParameterValue", $"CIDR block {text} is malformed");
}
