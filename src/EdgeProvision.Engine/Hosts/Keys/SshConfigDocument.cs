using System.Net;

namespace EdgeProvision.Engine.Hosts.Keys;

/// <summary>
/// The text of an ssh_config file in which hosts have lines of ours: an OpenNebula host cannot be named by an IPv6 address, so where oned logs in by the host's name
/// its ssh must be told the address.
/// </summary>
public static class SshConfigDocument
{
    /// <summary>The lines of one host.</summary>
    public static string Format(string name, string address)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'))
            throw new ArgumentException("Not a name of a host: " + name, nameof(name));
        return $"# edgeprovision: {name}\nHost {name}\n    HostName {IPAddress.Parse(address)}\n# edgeprovision end\n";
    }

    /// <summary>Puts a host's lines at the top, since the first value that ssh finds wins; lines of the same host go.</summary>
    public static string Replace(string text, string name, string address) => Format(name, address) + Remove(text, name);

    /// <summary>Takes a host's lines out.</summary>
    public static string Remove(string text, string name)
    {
        int from = ("\n" + text).IndexOf($"\n# edgeprovision: {name}\n", StringComparison.Ordinal);
        if (from < 0)
            return text;
        const string end = "# edgeprovision end\n";
        int to = text.IndexOf(end, from, StringComparison.Ordinal);
        return to < 0 ? text : text[..from] + text[(to + end.Length)..];
    }
}
