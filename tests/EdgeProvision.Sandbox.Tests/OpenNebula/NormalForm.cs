using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>
/// What cannot be equal in two runs is replaced by a mark, and nothing else:
/// times (but 0 stays 0), request numbers, password hashes, cipher texts, random MAC addresses and what is made of them, machine UUIDs;
/// in error texts line and column of syntax errors, and a lock's time.
/// </summary>
internal static partial class NormalForm
{
    private static readonly HashSet<string> Times =
        ["REGTIME", "STIME", "ETIME", "PSTIME", "PETIME", "RSTIME", "RETIME", "ESTIME", "EETIME", "TIME", "TIMESTAMP"];

    private static readonly HashSet<string> Numbers = ["REQ_ID", "REQUEST_ID"];
    private static readonly HashSet<string> Random = ["MAC", "MAC_END", "IP6_GLOBAL", "IP6_GLOBAL_END"];

    internal static string Of(string xml)
    {
        var root = XElement.Parse(Left().Replace(xml, ""), LoadOptions.None);
        root.Descendants("TOKEN_PASSWORD").Remove();
        foreach (var element in root.DescendantsAndSelf().Where(e => !e.HasElements).ToList())
        {
            var name = element.Name.LocalName;
            if ((Times.Contains(name) && element.Value != "0") || (Numbers.Contains(name) && element.Value != "-1")) element.Value = "*";
            else if (name is "PASSWORD" && element.Value.Length == 64) element.Value = "*";
            else if (name is "EC2_SECRET" or "PROVISION_BODY" && Base64().IsMatch(element.Value)) element.Value = "cipher";
            else if (name == "UUID") element.Value = "*";
            else if (Random.Contains(name) && element.Parent!.Element("TYPE")?.Value is "ETHER" or "IP6") element.Value = "*";
            // An empty element has one form here, whichever of three it has on the wire.
            else if (element.Value.Length == 0) element.RemoveNodes();
        }

        return root.ToString();
    }

    internal static string OfText(string text) => LockTime().Replace(Columns().Replace(text, "at line *"), "$1*");

    [GeneratedRegex("<!--.*?-->")]
    private static partial Regex Left();

    [GeneratedRegex(@"^[A-Za-z0-9+/]{22,}={0,2}$")]
    private static partial Regex Base64();

    [GeneratedRegex(@"at line \d+, columns \d+:\d+")]
    private static partial Regex Columns();

    [GeneratedRegex(@"^(\[one\.document\.lock\] )\d+$")]
    private static partial Regex LockTime();
}
