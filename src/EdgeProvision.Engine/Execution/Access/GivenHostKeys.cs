using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Engine.Settings;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>SSH keys of machines that stand already: what the descriptor says, else what the caller's own known_hosts and the machine's know.</summary>
public sealed class GivenHostKeys(IHostEnvironment machine)
{
    // As OpenSSH prefers them: a host is asked for the kind of key that is pinned.
    private static readonly string[] s_order = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"];

    /// <summary>The key, or null when nobody knows it.</summary>
    /// <param name="written"><c>connection.host_key</c>, or null.</param>
    /// <param name="names">What the host is called: its address as it is written, and the address that this leads to.</param>
    /// <param name="port">Its port.</param>
    public string? Find(string? written, IEnumerable<string> names, int port)
    {
        if (GivenValue.Of(written) is { } given)
            return given;
        var documents = new[] { Path.Combine(machine.Home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts" }.Select(machine.ReadFile).OfType<string>().Select(text => new KnownHostsDocument(text)).ToList();
        return names.Distinct(StringComparer.OrdinalIgnoreCase)
            .SelectMany(name => documents.SelectMany(d => d.KeysOf(name, port)))
            .OrderBy(k => Array.IndexOf(s_order, k.Type) is >= 0 and var place ? place : s_order.Length)
            .FirstOrDefault()?.Line;
    }
}
