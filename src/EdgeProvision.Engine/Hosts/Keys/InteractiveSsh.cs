using System.Globalization;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Keys;

/// <summary>
/// What the system's <c>ssh</c> is started with for an interactive session: a known_hosts file that holds the pin and nothing else, which goes with the session.
/// </summary>
public static class InteractiveSsh
{
    // Longer than the slowest host needs that is there. Without it, one that is not there is waited for as long as TCP tries: two minutes.
    private const int ConnectSeconds = 15;

    /// <summary>Writes the temporary file and puts the arguments together.</summary>
    /// <param name="connection">The host; a pin is required.</param>
    /// <param name="privateKeyPath">File of the private key, or null to leave it to the agent and ssh's own defaults.</param>
    /// <param name="command">A command to run, or null for a shell.</param>
    public static SshSession Prepare(HostConnection connection, string? privateKeyPath, string? command)
    {
        if (connection.PinnedKey is not { } pin)
        {
            throw new EdgeException("HostKeyUnknown", ErrorKind.Security, $"No SSH host key of {connection.Address} is recorded, so a session cannot be opened safely.")
            {
                Target = connection.Address,
                RecommendedAction = "Configure the host first: its key is pinned on first contact. Or write connection.host_key into the descriptor.",
            };
        }
        string name = KnownHostsDocument.NameOf(connection.Address, connection.Port);
        string line = KnownHostsDocument.FormatLine([name], pin);
        string folder = Directory.CreateTempSubdirectory("edgeprovision-ssh-").FullName;
        string knownHosts = Path.Combine(folder, "known_hosts");
        File.WriteAllText(knownHosts, line + "\n");
        List<string> arguments =
        [
            "-o", $"UserKnownHostsFile=\"{knownHosts}\"", "-o", "GlobalKnownHostsFile=none", "-o", "StrictHostKeyChecking=yes", "-o", "UpdateHostKeys=no", "-o", "CheckHostIP=no",
            "-o", FormattableString.Invariant($"ConnectTimeout={ConnectSeconds}"),
            "-p", connection.Port.ToString(CultureInfo.InvariantCulture), "-l", connection.User,
        ];
        if (privateKeyPath is not null)
            arguments.AddRange(["-i", privateKeyPath, "-o", "IdentitiesOnly=yes"]);
        // The end of options: neither an address nor a command is ever taken for one.
        arguments.AddRange(["--", connection.Address]);
        if (command is not null)
            arguments.Add(command);
        return new("ssh", arguments) { CleanUp = () => Directory.Delete(folder, recursive: true) };
    }
}
