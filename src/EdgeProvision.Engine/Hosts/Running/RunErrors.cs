using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Running;

/// <summary>What can keep a program from being run on a host, in words for the user.</summary>
internal static class RunErrors
{
    public static EdgeException CannotStart(string host, RunAnswer answer) => answer.Decision switch
    {
        "missing" when answer.First == "systemd" => new("HostWithoutSystemd", ErrorKind.NotSupported, $"{host} cannot be configured: it was not booted by systemd.")
        {
            Target = host,
            RecommendedAction = "Install one of the supported distributions; their default init system is what is needed.",
        },
        "missing" => new("HostToolMissing", ErrorKind.NotSupported, $"{host} cannot be configured: the program {SshErrors.Printable(answer.First)} is not there.")
        {
            Target = host,
            RecommendedAction = "Install the packages systemd, util-linux and coreutils on the host.",
        },
        "unwritable" => new("HostStateUnwritable", ErrorKind.Refused, $"{host} cannot be configured: {SshErrors.Printable(answer.First)} cannot be written.")
        {
            Target = host,
            RecommendedAction = "Look for a full disk or a read-only file system on the host.",
        },
        "crowded" => new("HostBusy", ErrorKind.ResourceBusy, $"{host} cannot be configured: another request has been starting for two minutes.") { Target = host, IsTransient = true },
        "refused" => new("HostRunRefused", ErrorKind.Refused, $"{host} cannot be configured: systemd-run answered \"{SshErrors.Printable(answer.DecodedFirst())}\".")
        {
            Target = host,
            RecommendedAction = "Look at systemctl status on the host.",
        },
        _ => new("HostRunRefused", ErrorKind.InvalidAnswer, $"{host} cannot be configured: the program did not arrive whole after several attempts.") { Target = host, IsTransient = true },
    };

    public static EdgeException NotUnderstood(string host, CommandResult result) =>
        new("HostNotUnderstood", ErrorKind.InvalidAnswer,
            $"{host} did not answer as it must when a program is run: exit status {result.ExitStatus?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}, \"{SshErrors.Printable(result.ErrorOutput)}\".")
        {
            Target = host,
            RecommendedAction = "Check that the login shell of the remote user runs commands and that base tools (sed, tail, flock) work on the host.",
        };

    public static EdgeException Busy(string host, RunAnswer busy, TimeSpan waited, Exception? cause) =>
        new("HostBusy", ErrorKind.ResourceBusy, $"{host} is still running another program ({(busy.Second.Length == 0 ? "of which no record is left" : SshErrors.Printable(busy.Second))}) after a wait of {SshErrors.Spoken(waited)}, which is beyond that program's own time limit.", cause)
        {
            Target = host,
            IsTransient = true,
            RecommendedAction = "Look at systemctl status edgeprovision-configure on the host; stop it there if it hangs.",
        };

    public static EdgeException OutOfTime(string host, TimeSpan waited, Exception cause) =>
        new("HostRunTimeout", ErrorKind.Timeout, $"The program on {host} did not end within {SshErrors.Spoken(waited)}, although the host should have ended it before.", cause)
        {
            Target = host,
            IsTransient = true,
            RecommendedAction = "Look at systemctl status edgeprovision-configure on the host; stop it there if it hangs.",
        };

    public static EdgeException CheckDenied(string host, string output) =>
        new("HostCheckRefused", ErrorKind.Refused, $"{host} cannot be checked: a view of it in which nothing can be written could not be made: {SshErrors.Printable(output.Length == 0 ? "no reason was given" : output)}. Nothing was run.")
        {
            Target = host,
            RecommendedAction = "The check needs util-linux (unshare, mount) and a host that lets root make mount namespaces: a machine of its own, not a restricted container.",
        };

    public static EdgeException CheckOutOfTime(string host, RunSettings settings) =>
        new("HostRunTimeout", ErrorKind.Timeout, $"The check of {host} did not end within {SshErrors.Spoken(settings.CheckTimeLimit)} and was ended.")
        {
            Target = host,
            IsTransient = true,
            RecommendedAction = "Look what the host is busy with (top, dmesg), and check it again.",
        };

    /// <summary>Why a program failed that did not say it itself.</summary>
    public static string Reason(RunEnd end, RunSettings settings) => end switch
    {
        { Outcome: "rebooted" } => "The host was rebooted while its configuration ran.",
        { Outcome: "interrupted" } => "The run was stopped on the host before it ended.",
        { Outcome: "gone" } => "The host no longer knows of the run: it was reinstalled or its state directory was removed.",
        { Outcome: "full" } => $"There is no space left on the host's file system that holds {settings.StateDirectory}.",
        { ExitStatus: 124 or 137 } => $"The time limit of {SshErrors.Spoken(settings.TimeLimit)} was reached.",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The program ended with exit status {end.ExitStatus}."),
    };
}
