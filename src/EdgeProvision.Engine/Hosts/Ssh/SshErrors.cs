using System.Globalization;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Ssh;

/// <summary>What can go wrong between here and a host, in words for the user.</summary>
internal static class SshErrors
{
    public const string ConnectionLost = "HostConnectionLost";
    public const string HostUnreachable = "HostUnreachable";

    public static EdgeException HostKeyChanged(HostConnection connection, SshPublicKey expected, SshPublicKey? found) =>
        new("HostKeyChanged", ErrorKind.Security,
            $"The SSH host key of {Name(connection)} has changed: expected {expected}, found {found?.ToString() ?? $"none of type {expected.Type}"}. Nothing was sent to it.")
        {
            Target = connection.Address,
            RecommendedAction = AdviceOnChange(connection, found),
        };

    public static EdgeException HostKeyUnknown(HostConnection connection, SshPublicKey found) =>
        new("HostKeyUnknown", ErrorKind.Security, $"No SSH host key is known for {Name(connection)}. It showed {found}. Nothing was sent to it.")
        {
            Target = connection.Address,
            RecommendedAction = $"Compare the fingerprint with the machine's own (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), then either write connection.host_key: \"{found.Line}\" "
                + "into the descriptor or add the machine to your known_hosts by connecting once with ssh.",
        };

    public static EdgeException PinUnreadable(HostConnection connection) =>
        new("HostKeyUnreadable", ErrorKind.InvalidInput, $"The recorded SSH host key of {Name(connection)} is not a public key: it must read like \"ssh-ed25519 AAAA…\".")
        {
            Target = connection.Address,
            RecommendedAction = "Correct connection.host_key in the descriptor or the attribute EDGE_SSH_HOSTKEY of the OpenNebula host.",
        };

    public static EdgeException LoginRefused(HostConnection connection, string offered, TimeSpan tried, Exception cause) =>
        new("SshLoginRefused", ErrorKind.AccessDenied, $"{Name(connection)} refused the login of user {connection.User}{(tried > TimeSpan.FromSeconds(1) ? " for " + Spoken(tried) : "")}. Offered: {offered}.", cause)
        {
            Target = connection.Address,
            RecommendedAction = $"Check that this public key stands in ~{connection.User}/.ssh/authorized_keys on the host, and that connection.remote_user and private_key are the right ones.",
        };

    public static EdgeException Unreachable(HostConnection connection, TimeSpan tried, int attempts, Exception? last) =>
        new(HostUnreachable, ErrorKind.Timeout,
            $"{Name(connection)} did not answer by SSH: tried for {Spoken(tried)} ({attempts} {(attempts == 1 ? "attempt" : "attempts")}). Last: {Cause(last)}.", last)
        {
            Target = connection.Address,
            IsTransient = true,
            RecommendedAction = "Look at the machine's console at the provider and check that TCP port " + connection.Port.ToString(CultureInfo.InvariantCulture) + " is open from here, then run the command again.",
        };

    public static EdgeException NoCommonAlgorithm(HostConnection connection, Exception cause) =>
        new("SshNegotiationFailed", ErrorKind.NotSupported, $"{Name(connection)} and this program have no SSH algorithm in common: {Cause(cause)}.", cause)
        {
            Target = connection.Address,
            RecommendedAction = "Update the host's SSH server or allow a current key exchange, cipher and host key algorithm in its sshd_config.",
        };

    public static EdgeException Lost(HostConnection connection, string what, Exception? cause = null) =>
        new(ConnectionLost, ErrorKind.Unreachable, $"The SSH connection to {Name(connection)} broke while {what}.", cause)
        {
            Target = connection.Address,
            IsTransient = true,
            RecommendedAction = "Run the command again; what runs on the host goes on and is picked up.",
        };

    public static EdgeException NoSession(HostConnection connection, Exception cause) =>
        new("HostSessionRefused", ErrorKind.LimitReached, $"{Name(connection)} opens no session on the connection that it has accepted.", cause)
        {
            Target = connection.Address,
            IsTransient = true,
            RecommendedAction = "Raise MaxSessions in the host's sshd_config: 1 is enough if nothing else uses the connection, 0 allows none.",
        };

    public static EdgeException SudoRefused(HostConnection connection, string answer)
    {
        bool missing = answer.Contains("not found", StringComparison.OrdinalIgnoreCase);
        return new(missing ? "SudoMissing" : "SudoNeedsPassword", ErrorKind.AccessDenied,
            $"User {connection.User} of {Name(connection)} cannot become root without a question: sudo -n answered \"{Printable(answer)}\".")
        {
            Target = connection.Address,
            RecommendedAction = missing
                ? "Install sudo on the host, or log in as root (connection.remote_user)."
                : $"Allow it on the host with a line \"{connection.User} ALL=(ALL) NOPASSWD: ALL\" (and no requiretty) in /etc/sudoers.d, or log in as root (connection.remote_user).",
        };
    }

    public static string Name(HostConnection connection) =>
        connection.Port == 22 ? connection.Address
        : connection.Address.Contains(':', StringComparison.Ordinal) ? $"[{connection.Address}]:{connection.Port}" : $"{connection.Address}:{connection.Port}";

    public static string Spoken(TimeSpan time) => time.TotalMinutes >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} seconds");

    /// <summary>One line of what another machine said, fit for a terminal.</summary>
    public static string Printable(string text)
    {
        string line = new([.. text.Trim().Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= 300 ? line : line[..300] + "…";
    }

    private static string AdviceOnChange(HostConnection connection, SshPublicKey? found)
    {
        var id = connection.HostId?.ToString(CultureInfo.InvariantCulture) ?? "ID";
        var key = found is null ? "the new key" : $"\"{found.Line}\"";
        return "Unless you know why it changed, somebody else may be answering at this address. To have another machine in its place, remove the host and continue the provision: "
            + $"oneprovision host delete {id}, then oneprovision create FILE (Remove-EdgeHost -Id {id}, then New-EdgeProvision FILE). "
            + "If you are sure that this very machine was reinstalled on purpose: compare the key found with the machine's own on its console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), "
            + $"give the attribute EDGE_SSH_HOSTKEY of the OpenNebula host the value {key} (onehost update {id}), and configure it again: "
            + $"oneprovision host configure --force {id} (Invoke-EdgeHostConfiguration -Id {id} -Reapply).";
    }

    private static string Cause(Exception? error) => error is null ? "no attempt was possible" : Printable(error.Message).TrimEnd('.');
}
