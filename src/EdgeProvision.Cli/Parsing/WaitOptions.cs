using System.CommandLine;
using EdgeProvision.Engine.Requests;

namespace EdgeProvision.Cli.Parsing;

/// <summary>How long a command about power goes on: until the change is real, or until OpenNebula has followed it.</summary>
internal sealed class WaitOptions
{
    private readonly Option<bool> _wait = new("--wait") { Description = "Wait until OpenNebula sees the hosts as before, too" };
    private readonly Option<int?> _timeout = Numbers.Option("--wait-timeout", 1, "Seconds that a host may take in all; implies --wait", "SECONDS");

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_wait);
        command.Add(_timeout);
    }

    /// <summary>What was asked for; null for nothing.</summary>
    public PowerWait? Read(ParseResult parsed) =>
        parsed.GetValue(_timeout) is { } seconds ? new PowerWait(TimeSpan.FromSeconds(seconds), null) : parsed.GetValue(_wait) ? new PowerWait(null, null) : null;
}
